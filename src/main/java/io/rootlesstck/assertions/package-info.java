/** What a suite says of a kubelet, a node and a pod, in sentences; a failure names its evidence. */
@NullMarked
package io.rootlesstck.assertions;

import org.jspecify.annotations.NullMarked;
