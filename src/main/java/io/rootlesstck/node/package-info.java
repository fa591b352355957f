/** A node: a container that runs a kubelet, its daemons, and what is read of it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.node;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
