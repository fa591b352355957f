/** What was seen on a real system: logs, namespaces, sysctls; parsed, classified and kept. */
@NullMarked
package io.rootlesstck.evidence;

import org.jspecify.annotations.NullMarked;
