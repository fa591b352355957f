/**
 * What is reached by ssh: the connection that all such hosts share, and the machines that somebody
 * else runs.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.ssh;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
