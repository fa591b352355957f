/**
 * The JUnit side: classes run once a cell, methods once a claim, and every outcome is collected.
 */
@NullMarked
package io.rootlesstck.junit;

import org.jspecify.annotations.NullMarked;
