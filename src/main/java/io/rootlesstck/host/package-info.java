/**
 * Where a rootless engine runs, and how one is chosen: an engine that is there already, or the
 * embedded VM. The two live in {@code host.engine} and {@code host.vm}.
 */
@NullMarked
package io.rootlesstck.host;

import org.jspecify.annotations.NullMarked;
