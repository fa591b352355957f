/** An engine that is there already, and the proof that it is rootless and delegated. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.engine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
