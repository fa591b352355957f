package io.rootlesstck.verdict;

/** A claim that is not made for the cell's version, so that no test of it ran. */
public record NotMade(String claim, String reason) {}
