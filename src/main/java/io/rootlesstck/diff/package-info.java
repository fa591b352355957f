/** Two results compared, and several put together: what changed, and whether it got worse. */
@NullMarked
package io.rootlesstck.diff;

import org.jspecify.annotations.NullMarked;
