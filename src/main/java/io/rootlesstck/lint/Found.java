package io.rootlesstck.lint;

/**
 * Something in a part that a rule has a say about.
 *
 * @param pointer of the node, or of the one that is missing
 * @param value what stands there, for the rule's text; empty where nothing does
 */
record Found(String pointer, String value) {}
