/** The command line, {@code ./tck}. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.cli;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
