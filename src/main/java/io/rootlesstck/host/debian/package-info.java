/** Debian's archive and packages: what the embedded host is made of, and what making it needs. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.debian;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
