package io.rootlesstck.component;

/**
 * A change of a Go source file.
 *
 * @param importPath the package that has the file
 * @param file the file's name
 * @param old text that the file has exactly once
 * @param replacement what stands there instead
 */
public record SourceEdit(String importPath, String file, String old, String replacement) {}
