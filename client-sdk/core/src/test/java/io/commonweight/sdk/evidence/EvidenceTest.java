package io.commonweight.sdk.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.verify.FixtureLog;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  private static final ReleaseFixture FEDERATION = new ReleaseFixture("genuine");
  private static final FixtureLog LOG =
      FEDERATION.log(FEDERATION.release(3, ReleaseFixture.files(3)));
  private static final String JSON = new String(LOG.evidence().encode(), UTF_8);

  @Test
  void evidenceIsReadAsItIsSent() throws IOException {
    assertThat(Evidence.parse(JSON.getBytes(UTF_8))).isEqualTo(LOG.evidence());
    assertThat(Evidence.parse(LOG.evidenceSince(7).encode())).isEqualTo(LOG.evidenceSince(7));
  }

  @Test
  void aFloodOfEmptyValuesIsRefusedBeforeItFillsTheMemory() {
    byte[] flood = ("{\"aggregates\":[" + "[],".repeat(1 << 20) + "[]]}").getBytes(UTF_8);

    assertThatThrownBy(() -> Evidence.parse(flood))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the evidence is malformed: not JSON: Token count");
  }

  @Test
  void theProofForForeignToolsIsOfTheFirstSignersEntry() throws Exception {
    Envelope first = LOG.evidence().release().entries().getFirst();

    LogProof proof = LOG.evidence().releaseProof(0).orElseThrow();

    assertThat(proof.verify(first.encode(), FEDERATION.founding().witnessPolicy()).checkpoint())
        .isEqualTo(LOG.checkpoint());
  }

  @Test
  void evidenceWithoutAProofHasNoneForForeignTools() {
    Evidence e = LOG.evidence();
    var none =
        new Evidence(
            e.charters(),
            e.checkpoint(),
            e.release(),
            List.of(),
            e.delegations(),
            e.aggregates(),
            e.revocations(),
            e.tail(),
            e.consistency());

    assertThatThrownBy(() -> none.releaseProof(0)).hasMessage("the evidence has no proof");
  }

  @Test
  void evidenceOfMoreThanThirtyTwoMebibytesIsNotLookedAt() {
    assertThatThrownBy(() -> Evidence.parse(new byte[Evidence.MAX_BYTES + 1]))
        .isInstanceOf(IOException.class)
        .hasMessage("the evidence is malformed: JSON of 33554433 bytes, at most 33554432 allowed");
  }

  @Test
  void aTailIsBounded() {
    List<Bytes> many = Collections.nCopies(Tail.MAX_ENTRIES + 1, Bytes.utf8("e"));
    List<Bytes> long1 = List.of(Bytes.of(new byte[Envelope.MAX_BYTES + 1]));
    List<Bytes> large = Collections.nCopies(257, Bytes.of(new byte[Envelope.MAX_BYTES]));

    assertThatThrownBy(() -> new Tail(Frontier.EMPTY, many))
        .hasMessage("a tail of 4097 entries, at most 4096 are allowed");
    assertThatThrownBy(() -> new Tail(Frontier.EMPTY, long1))
        .hasMessage("an entry of the tail is too large for a log");
    assertThatThrownBy(() -> new Tail(Frontier.EMPTY, large))
        .hasMessage("a tail of 16842495 bytes, at most 16777216 are allowed");
  }

  /** What is replaced in genuine evidence, by what, and what is then said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"aggregates\":       | {\"Aggregates\":        | key 'Aggregates' is not in the JSON"
            + " profile",
        "{\"aggregates\":       | {\"a\":1,\"aggregates\":  | Unrecognized field \"a\"",
        "{\"aggregates\":       | {\"aggregates\":[],\"aggregates\": | Duplicate field"
            + " 'aggregates'",
        "\"checkpoint\":\"      | \"checkpoint\":1,\"x\":\" | not in canonical form",
        "\"index\":0,           | \"index\":-1,            | negative leaf index -1",
        "\"index\":0,           | \"index\":00,            | not JSON",
        "\"index\":0,           | \"index\":0.5,           | ",
        "\"size\":15            | \"size\":16              | 4 peaks for a tree of size 16",
        "\"start\":15           | \"start\":14             | a tail from place 14 on after 15"
            + " entries",
        "\"payloadType\":       | \"payloadtype\":         | Null value for creator property"
            + " 'payloadType'",
        "{\"keys\":[\"          | {\"keys\":[\"A           | keys.json",
        "{\"entries\":[\"       | {\"entries\":[\"-        | Illegal base64"
      })
  void malformedEvidenceIsRefusedWithTheCause(String genuine, String other, String cause) {
    assertThat(JSON).contains(genuine);
    String json = JSON.replace(genuine, other);

    assertThatThrownBy(() -> Evidence.parse(json.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the evidence is malformed: ")
        .hasMessageContaining(cause == null ? "" : cause);
  }

  @Test
  void aNoteThatIsNoneGivesNoProof() {
    Evidence e = LOG.evidence();
    var other =
        new Evidence(
            e.charters(),
            "no note",
            e.release(),
            e.proofs(),
            e.delegations(),
            e.aggregates(),
            e.revocations(),
            e.tail(),
            e.consistency());

    assertThatThrownBy(() -> other.releaseProof(0)).isInstanceOf(ProofException.class);
  }
}
