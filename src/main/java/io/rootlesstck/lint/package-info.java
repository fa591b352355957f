/** {@code tck lint}: what configuration files say against the page, without running anything. */
@NullMarked
package io.rootlesstck.lint;

import org.jspecify.annotations.NullMarked;
