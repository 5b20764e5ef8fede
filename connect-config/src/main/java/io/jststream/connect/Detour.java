package io.jststream.connect;

/** What is tried when a restart alone did not help a sink's task: a way for its rows past the one that it stumbles over. */
interface Detour {
    /**
     * Goes the way once.
     *
     * @return how many rows the database refused for their own sake; 0 where no row is to blame
     * @throws io.jststream.service.OperatorException saying what is in the way where it is not the rows
     */
    int take() throws InterruptedException;
}
