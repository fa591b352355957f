/** What a person sees at the end of a run. */
@NullMarked
package io.rootlesstck.report;

import org.jspecify.annotations.NullMarked;
