/**
 * What every other package stands on: settings, errors, processes, the cache, progress and the
 * private directory of a run. It knows nothing of Kubernetes.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.base;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
