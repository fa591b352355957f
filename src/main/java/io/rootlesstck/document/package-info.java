/** Files that people write (YAML, TOML), read so that every error can name its line and column. */
@API(status = API.Status.INTERNAL)
@NullMarked
package io.rootlesstck.document;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
