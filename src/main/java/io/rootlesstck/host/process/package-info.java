/** Programs that run beside the kit, and work that is undone when it ends. */
@NullMarked
package io.rootlesstck.host.process;

import org.jspecify.annotations.NullMarked;
