/**
 * The JUnit side: classes run once a cell, methods once a claim, and every outcome is collected.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.junit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
