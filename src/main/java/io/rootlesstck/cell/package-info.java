/** The combinations of engine, runtime and versions that a run can be made with. */
@NullMarked
package io.rootlesstck.cell;

import org.jspecify.annotations.NullMarked;
