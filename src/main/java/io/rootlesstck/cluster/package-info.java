/** A control plane, the nodes that joined it, and what is asked of its API. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
