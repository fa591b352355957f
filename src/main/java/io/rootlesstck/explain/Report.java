package io.rootlesstck.explain;

/** How findings are told. */
public interface Report {
    /** Tells of a finding when its first line is read. */
    void first(Finding finding);

    /** Tells of something that happened to an input while it was read. */
    void note(String text);

    /** Tells what all of it comes to. */
    void end(Explained explained);
}
