package io.rootlesstck.report;

import java.util.List;

/**
 * The evidence of one test, named so that no path is written twice.
 *
 * @param name the folder that the first file is in, below the cell's
 * @param files names in that folder; what lies elsewhere is named whole, with a slash before it
 */
record Folder(String name, List<String> files) {

    /** Names files that a result lists. */
    static Folder of(String cell, List<String> files) {
        String top = cell + "/";
        String first = files.stream().filter(file -> file.startsWith(top)).findFirst().orElse("");
        String folder =
                first.isEmpty()
                        ? ""
                        : first.substring(
                                top.length(), Math.max(top.length(), first.lastIndexOf('/')));
        return new Folder(
                VisibleText.of(folder),
                files.stream().map(file -> name(top + folder, file)).toList());
    }

    /** What a file is called beside the others of its folder. */
    static String name(String folder, String file) {
        return VisibleText.of(
                file.startsWith(folder + "/") ? file.substring(folder.length() + 1) : "/" + file);
    }
}
