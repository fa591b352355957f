/** What the tests said of each claim, put together; and the file that keeps it. */
@NullMarked
package io.rootlesstck.verdict;

import org.jspecify.annotations.NullMarked;
