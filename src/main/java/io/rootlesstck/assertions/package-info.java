/** What a suite says of a kubelet, a node and a pod, in sentences; a failure names its evidence. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.assertions;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
