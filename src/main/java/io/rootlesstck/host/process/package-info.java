/** Programs that run beside the kit, and work that is undone when it ends. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.process;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
