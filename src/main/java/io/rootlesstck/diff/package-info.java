/** Two results compared, and several put together: what changed, and whether it got worse. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.diff;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
