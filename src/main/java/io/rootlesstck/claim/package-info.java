/** The statements that the kit judges, and the Kubernetes versions they are made for. */
@NullMarked
package io.rootlesstck.claim;

import org.jspecify.annotations.NullMarked;
