/** What the lines of logs mean, and which of them is the root cause. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.explain;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
