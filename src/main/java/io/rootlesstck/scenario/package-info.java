/** Folders of real configuration files, with what they show and what is expected of them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.scenario;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
