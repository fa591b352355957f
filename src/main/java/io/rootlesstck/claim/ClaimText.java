package io.rootlesstck.claim;

/** A text that a log line holds when a claim, or its control, is as it should be. */
public record ClaimText(String text, VersionRange versions) {}
