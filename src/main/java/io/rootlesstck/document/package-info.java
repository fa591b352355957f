/** Files that people write (YAML, TOML), read so that every error can name its line and column. */
@NullMarked
package io.rootlesstck.document;

import org.jspecify.annotations.NullMarked;
