package io.rootlesstck.host;

/** Another host beside the cell's, on a network that only the two share. Ends when closed. */
public interface SecondHost extends AutoCloseable {
    /** Its engine. */
    Engine engine();

    /** The address at which the cell's host reaches it. */
    String address();

    @Override
    void close();
}
