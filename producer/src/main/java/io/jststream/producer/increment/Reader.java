package io.jststream.producer.increment;

/** A way to read what has changed since the last turn. */
@FunctionalInterface
interface Reader {
    /** Reads and publishes it, page by page, and moves the course's position with each page. */
    void read(Course course) throws InterruptedException;
}
