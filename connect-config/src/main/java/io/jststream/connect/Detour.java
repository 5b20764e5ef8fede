package io.jststream.connect;

import java.util.function.IntConsumer;

/** What is tried when a restart alone did not help a sink's task: a way for its rows past the one that it stumbles over. */
interface Detour {
    /**
     * Goes the way once.
     *
     * @param refused hears how many rows the database has refused for their own sake, whenever some are dead letters now; not called
     *     where no row is to blame
     * @throws io.jststream.service.OperatorException saying what is in the way where it is not the rows
     */
    void take(IntConsumer refused) throws InterruptedException;
}
