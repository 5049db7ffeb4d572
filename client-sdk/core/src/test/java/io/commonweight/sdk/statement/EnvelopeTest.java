package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.json.JsonException;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private final SigningKey key = SigningKey.ofSeed(new byte[32]);
  private final Statement statement =
      new Statement(new RoundClose(Sha256.of("round".getBytes(UTF_8))));

  /** The vector of the DSSE specification. */
  @Test
  void preAuthenticationEncodingIsTheSpecifications() {
    byte[] encoded =
        Envelope.preAuthenticationEncoding(
            "http://example.com/HelloWorld", "hello world".getBytes(UTF_8));

    assertThat(new String(encoded, UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void whatIsEncodedIsRead() throws JsonException {
    Envelope envelope = Envelope.sign(statement, key);

    Envelope read = Envelope.parse(envelope.encode());

    assertThat(read).isEqualTo(envelope);
    assertThat(read.isSignedBy(key.verifyingKey())).isTrue();
    assertThat(Statement.parse(read)).isEqualTo(statement);
  }

  @Test
  void statementOfUnknownKindIsRefused() {
    byte[] payload =
        new String(statement.encode(), UTF_8).replace("round-close", "round-clone").getBytes(UTF_8);

    assertThatThrownBy(() -> Statement.parse(payload))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("unknown predicate type");
  }

  @Test
  void subjectsThatThePredicateDoesNotImplyAreRefused() {
    byte[] payload =
        new String(statement.encode(), UTF_8)
            .replace("\"name\":\"round\"", "\"name\":\"rings\"")
            .getBytes(UTF_8);

    assertThatThrownBy(() -> Statement.parse(payload))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("subjects");
  }

  @Test
  void secondSpellingOfBase64IsRefused() {
    String json = new String(Envelope.sign(statement, key).encode(), UTF_8);
    String unpadded = json.replace("==\"", "\"");
    assertThat(unpadded).isNotEqualTo(json);

    assertThatThrownBy(() -> Envelope.parse(unpadded.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class);
  }
}
