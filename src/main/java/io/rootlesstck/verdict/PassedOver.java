package io.rootlesstck.verdict;

/** A host that could have been used and was not. */
public record PassedOver(String candidate, String reason) {}
