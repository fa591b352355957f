/** A cell on a real host: engine, control plane, node, and the kubelets that scenarios ask for. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.junit.live;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
