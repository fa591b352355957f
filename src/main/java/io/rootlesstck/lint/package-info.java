/** {@code tck lint}: what configuration files say against the page, without running anything. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.lint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
