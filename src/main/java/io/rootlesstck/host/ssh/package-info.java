/**
 * What is reached by ssh: the connection that all such hosts share, and the machines that somebody
 * else runs.
 */
@NullMarked
package io.rootlesstck.host.ssh;

import org.jspecify.annotations.NullMarked;
