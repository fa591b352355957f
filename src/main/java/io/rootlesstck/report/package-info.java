/** What a person sees at the end of a run. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.report;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
