/**
 * The embedded host: a User Mode Linux kernel and a Debian disk, made here and booted without any
 * privilege.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.vm;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
