/**
 * Where a rootless engine runs, and how one is chosen: an engine that is there already, or the
 * embedded VM. The two live in {@code host.engine} and {@code host.vm}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.rootlesstck.host;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
