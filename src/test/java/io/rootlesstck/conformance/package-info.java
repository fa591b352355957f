/**
 * The conformance suites: a class for each section of the page, a method for each kind of claim.
 * They are what {@code mvn test} runs.
 */
@NullMarked
package io.rootlesstck.conformance;

import org.jspecify.annotations.NullMarked;
