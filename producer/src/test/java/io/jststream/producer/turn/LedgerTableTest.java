package io.jststream.producer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTableTest {
    private static final String COMPLETE = """
            {"account":"default","integration":"shops","sweep":"shops-1","started":"2026-11-01T00:00:00.123Z","ended":"2026-11-01T00:00:01.523Z",\
            "outcome":"complete","reason":"","calls":4,"wait_millis":0,"pages":4,"seen":317,"new":0,"changed":2,"unchanged":315,"distinct":317,\
            "gone":1,"held":0,"absent":0,"reread":1,"resumed":false,"hash":"0","findings":{"twice_on_page":{"count":1,"pages":[2]}}}""";

    @Test
    void aLineASweepForPeople() {
        assertEquals(
                List.of(
                        "started               account  integration  outcome   pages  calls  seen  new  changed  gone  held  absent  seconds  remarks",
                        "2026-11-01T00:00:00Z  default  shops        complete      4      4   317    0        2     1     0       0      1.4  reread 1; twice_on_page 1 (page 2)",
                        "2026-11-02T00:00:00Z  default  shops        failed        -      -     -    -        -     -     -       -      1.0  resumed; HTTP 502",
                        "not an entry"),
                LedgerTable.of(List.of(
                        COMPLETE,
                        "{\"account\":\"default\",\"integration\":\"shops\",\"started\":\"2026-11-02T00:00:00Z\",\"ended\":"
                                + "\"2026-11-02T00:00:01Z\",\"outcome\":\"failed\",\"reason\":\"HTTP 502\",\"resumed\":true}",
                        "not an entry")));
    }

    @Test
    void anEmptyLedgerHasAHeading() {
        assertEquals(1, LedgerTable.of(List.of()).size());
    }
}
