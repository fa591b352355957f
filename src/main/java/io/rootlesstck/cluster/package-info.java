/** A control plane, the nodes that joined it, and what is asked of its API. */
@NullMarked
package io.rootlesstck.cluster;

import org.jspecify.annotations.NullMarked;
