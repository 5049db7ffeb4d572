package io.commonweight.sdk.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  private static final Envelope ENVELOPE =
      Envelope.sign("type", "payload".getBytes(UTF_8), HybridKey.ofSeed(new byte[32]));
  private static final String E = new String(ENVELOPE.encode(), UTF_8);

  @Test
  void evidenceIsReadAsItIsSent() throws IOException {
    assertThat(
            parse(
                "{\"release\":E,\"proofs\":[\"p\"],\"delegations\":[{\"envelope\":E,\"proof\":\"d\"}],\"aggregates\":[{\"envelope\":E,\"proof\":\"q\"}]}"))
        .isEqualTo(
            new Evidence(
                ENVELOPE,
                List.of("p"),
                List.of(new Evidence.Entry(ENVELOPE, "d")),
                List.of(new Evidence.Entry(ENVELOPE, "q"))));
  }

  @Test
  void evidenceOfMoreThanSixteenMebibytesIsNotLookedAt() {
    assertThatThrownBy(() -> Evidence.parse(new byte[Evidence.MAX_BYTES + 1]))
        .isInstanceOf(IOException.class)
        .hasMessage("evidence of more than 16777216 bytes");
  }

  /** {@code E} stands for an envelope. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                | evidence has no 'proofs' that is a list",
        "{                                                 | the evidence is not JSON",
        "[]                                                | evidence has no 'proofs' that is a list",
        "{\"release\":E,\"delegations\":[],\"aggregates\":[]}                 | evidence has no 'proofs' that is a list",
        "{\"release\":E,\"proofs\":\"p\",\"delegations\":[],\"aggregates\":[]} | has no 'proofs' that is a list",
        "{\"release\":E,\"proofs\":[1],\"delegations\":[],\"aggregates\":[]}  | has a proof that is not text",
        "{\"release\":E,\"proofs\":[]}                     | has no 'delegations' that is a list",
        "{\"release\":E,\"proofs\":[],\"delegations\":[]} | has no 'aggregates' that is a list",
        "{\"proofs\":[],\"delegations\":[],\"aggregates\":[]}                 | has no 'release' that is an object",
        "{\"release\":\"E\",\"proofs\":[],\"delegations\":[],\"aggregates\":[]} | is not JSON",
        "{\"release\":\"e\",\"proofs\":[],\"delegations\":[],\"aggregates\":[]} | has no 'release' that is an object",
        "{\"release\":{},\"proofs\":[],\"delegations\":[],\"aggregates\":[]}  | has a malformed envelope",
        "{\"release\":{\"a\":1.5},\"proofs\":[],\"delegations\":[],\"aggregates\":[]} | has a malformed envelope",
        "{\"release\":E,\"proofs\":[],\"delegations\":[],\"aggregates\":[1]}  | no 'envelope' that is an object",
        "{\"release\":E,\"proofs\":[],\"delegations\":[],\"aggregates\":[{\"envelope\":E}]} | no 'proof' that is text"
      })
  void malformedEvidenceIsRefusedWithTheCause(String json, String cause) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(cause);
  }

  private static Evidence parse(String json) throws IOException {
    return Evidence.parse(json.replace("E", E).getBytes(UTF_8));
  }
}
