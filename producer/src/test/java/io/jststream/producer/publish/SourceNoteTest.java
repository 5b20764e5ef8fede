package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account may be read from, after others have been: here {@code merchant} after {@code default}, which has read the shops. */
class SourceNoteTest {
    private static final ApiSource SIMULATOR = ApiSource.of("http://simulator:8090/", "simulated-key");
    private static final ApiSource REAL = ApiSource.of("https://openapi.jushuitan.com/", "app-key");

    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");

    @BeforeEach
    void theShopsHaveBeenRead() {
        hasRead("default", SIMULATOR, "shops");
    }

    /** The simulator's shops would stay in the table for good, beside those of the merchant. */
    @Test
    void anotherNameIsNotReadFromAnotherApiIntoTheSameTable() {
        SourceNote note = note(REAL, "shops", "merchant");

        OperatorException refused = assertThrows(OperatorException.class, () -> check(note));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(
                refused.getMessage()
                        .startsWith("account merchant: shops was read from http://simulator:8090/ for account default,"
                                + " which is not among the accounts of this instance; found https://openapi.jushuitan.com/ and another"
                                + " app_key, expected the same API."),
                refused.getMessage());
        assertEquals(Optional.of(refused), note.refused());
    }

    /** As where a merchant has a gateway of its own. */
    @Test
    void accountsOfTwoApisThatAreConfiguredSideBySideShareATable() {
        assertDoesNotThrow(() -> check(note(REAL, "shops", "merchant", "default")));
    }

    @Test
    void whoHasReadTheIntegrationBeforeReadsOn() {
        hasRead("merchant", REAL, "shops");

        assertDoesNotThrow(() -> check(note(REAL, "shops", "merchant")));
    }

    /** A merchant that is read no more does not keep out those who come later. */
    @Test
    void anAddressThatAnotherAccountWasReadFromIsNoOtherApi() {
        hasRead("former", REAL, "shops");

        assertDoesNotThrow(() -> check(note(ApiSource.of(REAL.baseUrl(), "a third key"), "shops", "merchant")));
    }

    @Test
    void otherTablesAreNotAnybodysYet() {
        assertDoesNotThrow(() -> check(note(REAL, "merchant_shops", "merchant")));
    }

    /** That it reads other tables already says nothing of this one. */
    @Test
    void theOthersCountForEachIntegrationAnew() {
        hasRead("merchant", REAL, "merchant_shops");

        assertThrows(OperatorException.class, () -> check(note(REAL, "shops", "merchant")));
    }

    @ParameterizedTest
    @CsvSource({"http://simulator:8090/, another-key", "https://proxy/, simulated-key"})
    void anotherAddressOrAnotherApplicationAloneIsTheSameApi(String baseUrl, String appKey) {
        assertDoesNotThrow(() -> check(note(ApiSource.of(baseUrl, appKey), "shops", "merchant")));
    }

    @Test
    void itIsRefusedNoMoreWhereWhatWasInTheWayIsGone() {
        SourceNote note = note(REAL, "shops", "merchant");
        assertThrows(OperatorException.class, () -> check(note));
        hasRead("default", REAL, "shops");

        check(note);

        assertEquals(Optional.empty(), note.refused());
    }

    private void hasRead(String account, ApiSource api, String integration) {
        kafka.isOrdered(Cursors.source(account), api.json());
        kafka.isOrdered(Cursors.state(account, integration), "{}".getBytes(UTF_8));
    }

    private static SourceNote note(ApiSource api, String integration, String... configured) {
        return new SourceNote(new AccountSource("merchant", api, Set.of(configured)), integration);
    }

    private void check(SourceNote note) {
        note.check(Cursors.read(kafka));
    }
}
