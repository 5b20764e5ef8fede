package io.jststream.producer.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Cursors;
import io.jststream.service.OperatorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeldSweepsTest {
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final HeldSweeps held = new HeldSweeps(Shops.integration(), kafka);

    @Test
    void anOrderNamesTheSweepThatIsHeldAndSaysWhatItDoes() {
        holds("default", "shops-7");

        String said = held.order(Order.Kind.RELEASE, Optional.empty());

        assertEquals(
                "shops of account default: 2 records, held since sweep shops-7, are deleted after the next complete sweep,"
                        + " unless it sees them",
                said);
        assertEquals(
                "default/shops#order", FakeKafka.text(kafka.cursors().get(0).key()));
        assertEquals(
                Optional.of(new Order(Order.Kind.RELEASE, "shops-7")),
                Order.from(kafka.cursors().get(0).value()));
    }

    @Test
    void anOrderForSweepsThatAreWithheldSaysSo() {
        kafka.isOrdered(
                Cursors.state("default", "shops"),
                StateJson.write(ReaderState.NEW.withJudged(new ReaderState.Judged(5, Optional.of("shops-9")))));

        assertEquals(
                "shops of account default, withheld since sweep shops-9: the next sweep is published although it breaks a"
                        + " rule",
                held.order(Order.Kind.RELEASE, Optional.empty()));
        assertEquals(
                Optional.of(new Order(Order.Kind.RELEASE, "shops-9")),
                Order.from(kafka.cursors().get(0).value()));
    }

    @Test
    void whereNothingIsHeldNothingIsOrdered() {
        kafka.isOrdered(Cursors.state("default", "shops"), StateJson.write(ReaderState.NEW));

        OperatorException error =
                assertThrows(OperatorException.class, () -> held.order(Order.Kind.DROP, Optional.empty()));

        assertEquals("nothing is held of shops; make sweeps shows how the last sweeps ended", error.getMessage());
        assertEquals(List.of(), kafka.cursors());
    }

    @Test
    void whereSeveralHoldSomethingOneHasToBeNamed() {
        holds("north", "shops-7");
        holds("south", "shops-8");

        OperatorException error =
                assertThrows(OperatorException.class, () -> held.order(Order.Kind.DROP, Optional.empty()));

        assertTrue(error.getMessage().contains("north, south; name one of them"), error.getMessage());
        assertThrows(OperatorException.class, () -> held.order(Order.Kind.DROP, Optional.of("west")));
    }

    @Test
    void whatIsToBeKeptIsOrderedSoForTheAccountThatIsNamed() {
        holds("north", "shops-7");
        holds("south", "shops-8");

        String said = held.order(Order.Kind.DROP, Optional.of("south"));

        assertTrue(said.contains("shops-8, are kept after the next complete sweep"), said);
        assertEquals(
                Map.of("south/shops#order", "{\"order\":\"drop\",\"sweep\":\"shops-8\"}"),
                kafka.cursors().stream()
                        .collect(Collectors.toMap(
                                cursor -> FakeKafka.text(cursor.key()), cursor -> FakeKafka.text(cursor.value()))));
    }

    @Test
    void whatIsNoOrderIsNone() {
        assertEquals(Optional.empty(), Order.from(new byte[] {'{'}));
        assertEquals(Optional.empty(), Order.from("{\"order\":\"destroy\"}".getBytes(UTF_8)));
    }

    private void holds(String account, String sweep) {
        Absences absences = new Absences(
                Map.of("{\"shop_id\":1}", 4, "{\"shop_id\":2}", 4, "{\"shop_id\":3}", 1),
                Optional.of(new Absences.Hold(sweep, 1)));
        kafka.isOrdered(
                Cursors.state(account, "shops"), StateJson.write(new ReaderState(Optional.empty(), absences, 0)));
    }
}
