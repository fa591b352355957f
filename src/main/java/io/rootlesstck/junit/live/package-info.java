/** A cell on a real host: engine, control plane, node, and the kubelets that scenarios ask for. */
@NullMarked
package io.rootlesstck.junit.live;

import org.jspecify.annotations.NullMarked;
