/** Debian's archive and packages: what the embedded host is made of, and what making it needs. */
@NullMarked
package io.rootlesstck.host.debian;

import org.jspecify.annotations.NullMarked;
