/**
 * The host container: the file system of the embedded VM, run by systemd in a privileged container
 * of a rootful engine.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.host.container;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
