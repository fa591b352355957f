/** The statements that the kit judges, and the Kubernetes versions they are made for. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.claim;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
