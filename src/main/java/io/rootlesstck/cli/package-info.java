/** The command line, {@code ./tck}. */
@NullMarked
package io.rootlesstck.cli;

import org.jspecify.annotations.NullMarked;
