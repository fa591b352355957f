/** What the tests said of each claim, put together; and the file that keeps it. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.verdict;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
