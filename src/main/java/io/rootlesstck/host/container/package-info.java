/**
 * The host container: the file system of the embedded VM, run by systemd in a privileged container
 * of a rootful engine.
 */
@NullMarked
package io.rootlesstck.host.container;

import org.jspecify.annotations.NullMarked;
