/** The combinations of engine, runtime and versions that a run can be made with. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.cell;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
