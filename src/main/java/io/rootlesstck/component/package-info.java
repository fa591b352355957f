/**
 * Where the binaries under test come from: a file of the user's, an official release, or a pinned
 * Go module that is built here.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.component;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
