/**
 * The embedded host: a User Mode Linux kernel and a Debian disk, made here and booted without any
 * privilege.
 */
@NullMarked
package io.rootlesstck.host.vm;

import org.jspecify.annotations.NullMarked;
