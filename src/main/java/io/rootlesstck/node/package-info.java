/** A node: a container that runs a kubelet, its daemons, and what is read of it. */
@NullMarked
package io.rootlesstck.node;

import org.jspecify.annotations.NullMarked;
