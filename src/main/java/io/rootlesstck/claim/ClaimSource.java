package io.rootlesstck.claim;

/** Where claims are stated: the page, the KEP, the code. */
public record ClaimSource(String name, String title, String url) {}
