/** Folders of real configuration files, with what they show and what is expected of them. */
@NullMarked
package io.rootlesstck.scenario;

import org.jspecify.annotations.NullMarked;
