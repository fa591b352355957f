/** What the lines of logs mean, and which of them is the root cause. */
@NullMarked
package io.rootlesstck.explain;

import org.jspecify.annotations.NullMarked;
