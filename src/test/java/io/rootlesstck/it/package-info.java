/** The kit's suites run as a user runs them, on engines and with components that others gave. */
@NullMarked
package io.rootlesstck.it;

import org.jspecify.annotations.NullMarked;
