package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Quorum;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedTest {
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(2, 0, 2), 1);
  private final HybridKey key = fixture.keys().get(0);
  private final HybridKey other = fixture.keys().get(1);
  private final MaskedInput word =
      new MaskedInput(
          fixture.round().id(), key.fingerprint(), fixture.round().id(), fixture.round().id());

  @Test
  void messageIsReadAsItWasSigned() throws SecAggException {
    Signed<MaskedInput> signed = open(Signed.seal(word, key));

    assertThat(signed.message()).isEqualTo(word);
    assertThat(signed.digest()).isEqualTo(Signed.seal(word, key).payloadDigest());
  }

  @Test
  void anotherNodesSignatureIsRefused() {
    assertRefused(Reason.SIGNATURE, Signed.seal(word, other));
  }

  @Test
  void halfOfAKeyIsNotEnough() {
    Envelope whole = Signed.seal(word, key);

    assertRefused(
        Reason.SIGNATURE,
        new Envelope(whole.payloadType(), whole.payload(), whole.signatures().subList(0, 1)));
    assertRefused(
        Reason.SIGNATURE,
        new Envelope(
            whole.payloadType(),
            whole.payload(),
            List.of(
                whole.signatures().getFirst(), Signed.seal(word, other).signatures().getLast())));
  }

  @Test
  void changedPayloadIsRefused() {
    Envelope whole = Signed.seal(word, key);
    var changed =
        new MaskedInput(word.session(), word.node(), word.dealings(), word.node().digest());

    assertRefused(
        Reason.SIGNATURE,
        new Envelope(whole.payloadType(), Bytes.of(changed.encode()), whole.signatures()));
  }

  @Test
  void messageOfAnotherSessionIsRefused() {
    var next = new SecAggFixture(new Quorum(2, 0, 2), 1, "round 8");

    assertRefused(
        Reason.OTHER_SESSION,
        Signed.seal(
            new MaskedInput(next.round().id(), word.node(), word.dealings(), word.vector()), key));
  }

  @Test
  void nodeOutsideTheRoundIsRefused() {
    HybridKey stranger = new SecAggFixture(new Quorum(3, 0, 2), 1).keys().get(2);

    assertRefused(
        Reason.UNKNOWN_NODE,
        Signed.seal(
            new MaskedInput(word.session(), stranger.fingerprint(), word.dealings(), word.vector()),
            stranger));
  }

  @Test
  void messageOfAnotherKindIsRefused() {
    var reveal = new Reveal(word.session(), word.node(), word.vector(), List.of(), List.of());

    assertRefused(Reason.MALFORMED, Signed.seal(reveal, key));
    assertRefused(
        Reason.MALFORMED,
        Envelope.sign(
            "application/vnd.commonweight.secagg.masked-input.v1+json", reveal.encode(), key));
  }

  @Test
  void payloadThatIsNotCanonicalOrTooLongIsRefused() {
    String type = "application/vnd.commonweight.secagg.masked-input.v1+json";
    String text = new String(word.encode(), StandardCharsets.UTF_8);

    assertRefused(Reason.MALFORMED, Envelope.sign(type, utf8(" " + text), key));
    assertRefused(Reason.MALFORMED, Envelope.sign(type, utf8(text.replace("{", "{\"a\":1,")), key));
    assertRefused(Reason.MALFORMED, Envelope.sign(type, new byte[(32 << 10) + 1], key));
  }

  /** The session is bound to each of these, so a signature of one is none of another. */
  @Test
  void sessionNamesAllThatIsAgreedOn() {
    var quorum = new Quorum(2, 0, 2);

    assertThat(
            List.of(
                fixture.round().id(),
                new SecAggFixture(quorum, 2).round().id(),
                new SecAggFixture(quorum, 1, "round 8").round().id(),
                new SecAggFixture(quorum, 1, "round 7", new Modulus(33)).round().id(),
                new SecAggFixture(new Quorum(2, 1, 2), 1).round().id(),
                new SecAggFixture(new Quorum(3, 0, 2), 1).round().id(),
                new SecAggFixture(new Quorum(3, 0, 3), 1).round().id()))
        .doesNotHaveDuplicates();
  }

  private Signed<MaskedInput> open(Envelope envelope) throws SecAggException {
    return Signed.open(envelope, MaskedInput.class, fixture.round());
  }

  private void assertRefused(Reason reason, Envelope envelope) {
    assertThat(catchThrowableOfType(SecAggException.class, () -> open(envelope)).reason())
        .isEqualTo(reason);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
