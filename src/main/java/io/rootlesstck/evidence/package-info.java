/** What was seen on a real system: logs, namespaces, sysctls; parsed, classified and kept. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.evidence;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
