/**
 * What every other package stands on: settings, errors, processes, the cache, progress and the
 * private directory of a run. It knows nothing of Kubernetes.
 */
@NullMarked
package io.rootlesstck.base;

import org.jspecify.annotations.NullMarked;
