package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.JsonException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private final HybridKey key = HybridKey.ofSeed(new byte[32]);
  private final HybridKey another = HybridKey.ofSeed(Sha256.of(new byte[32]).bytes());
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
  void bothHalvesSignAndTheClassicalOneIsFirst() {
    Envelope envelope = Envelope.sign(statement, key);

    assertThat(envelope.signatures())
        .extracting(Envelope.Signature::keyId)
        .containsExactlyElementsOf(
            key.verifyingKey().fingerprints().stream().map(Fingerprint::hex).toList());
    assertThat(envelope.signatures())
        .extracting(signature -> signature.signature().size())
        .containsExactly(64, 3309);
  }

  @Test
  void oneHalfIsNotEnough() {
    List<Envelope.Signature> signatures = Envelope.sign(statement, key).signatures();
    Envelope.Signature classical = signatures.getFirst();
    Envelope.Signature postQuantum = signatures.getLast();

    assertNotSigned(List.of(classical));
    assertNotSigned(List.of(postQuantum));
    assertNotSigned(List.of(classical, classical));
    assertNotSigned(List.of(postQuantum, classical));
    assertNotSigned(List.of(classical, postQuantum, postQuantum));
  }

  @Test
  void theHalfOfAnotherKeyIsRefused() {
    List<Envelope.Signature> own = Envelope.sign(statement, key).signatures();
    List<Envelope.Signature> others = Envelope.sign(statement, another).signatures();

    assertNotSigned(List.of(own.getFirst(), others.getLast()));
    assertNotSigned(List.of(others.getFirst(), own.getLast()));
  }

  @Test
  void aValidSignatureUnderAnotherKeyIdIsRefused() {
    List<Envelope.Signature> own = Envelope.sign(statement, key).signatures();

    assertNotSigned(
        List.of(own.getFirst(), new Envelope.Signature("hint", own.getLast().signature())));
  }

  @Test
  void mergedEntriesComeApartAgain() throws JsonException {
    List<Envelope> entries =
        List.of(Envelope.sign(statement, key), Envelope.sign(statement, another));

    Envelope merged = Envelope.merge(entries);

    assertThat(merged.signatures()).hasSize(4);
    assertThat(merged.isSignedBy(key.verifyingKey())).isFalse();
    assertThat(Envelope.parse(merged.encode()).entries()).isEqualTo(entries);
  }

  @Test
  void entriesThatSayDifferentThingsAreNotMerged() {
    Envelope one = Envelope.sign(statement, key);
    var other = new Envelope("text/plain", one.payload(), one.signatures());

    assertThatThrownBy(() -> Envelope.merge(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different payloads");
  }

  @Test
  void anOddNumberOfSignaturesIsNoMerge() {
    Envelope one = Envelope.sign(statement, key);
    var odd = new Envelope(one.payloadType(), one.payload(), one.signatures().subList(0, 1));

    assertThatThrownBy(odd::entries)
        .isInstanceOf(JsonException.class)
        .hasMessage("an envelope of 1 signatures: each signer makes two");
  }

  private void assertNotSigned(List<Envelope.Signature> signatures) {
    Envelope genuine = Envelope.sign(statement, key);
    var envelope = new Envelope(genuine.payloadType(), genuine.payload(), signatures);

    assertThat(envelope.isSignedBy(key.verifyingKey())).isFalse();
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
