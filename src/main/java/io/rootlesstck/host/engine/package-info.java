/** An engine that is there already, and the proof that it is rootless and delegated. */
@NullMarked
package io.rootlesstck.host.engine;

import org.jspecify.annotations.NullMarked;
