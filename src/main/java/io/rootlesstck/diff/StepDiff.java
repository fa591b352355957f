package io.rootlesstck.diff;

/** How long a step of setting a cell up took before and after. */
public record StepDiff(String step, Timing time) {}
