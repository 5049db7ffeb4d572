package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {
  private final FederationFixture federation = new FederationFixture(4);
  private final Founding founding = federation.founding();

  @Test
  void documentsSurviveTheDisk(@TempDir Path directory) throws Exception {
    founding.store(directory);

    assertThat(Founding.load(directory).charterDigest()).isEqualTo(founding.charterDigest());
  }

  @Test
  void keysThatTheCharterDoesNotNameByDigestAreRefused() {
    byte[] otherKeys = KeySet.of(List.of(key(Algorithm.ED25519, "other").verifyingKey())).encode();

    assertThatThrownBy(() -> Founding.of(founding.payload().toArray(), otherKeys))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("keys.json has digest");
  }

  @Test
  void unknownSignerIsRefused() {
    assertThat(refusalOf(sign(new RoundClose(digest("r")), key("stranger"))).code())
        .isEqualTo(Code.UNKNOWN_SIGNER);
  }

  @Test
  void signatureOfAnotherKeyUnderAKnownHintIsRefused() {
    Envelope forged = sign(new RoundClose(digest("r")), key("stranger"));
    var hinted =
        new Envelope(
            forged.payloadType(),
            forged.payload(),
            List.of(
                new Envelope.Signature(
                    aggregatorKey(1).fingerprint().hex(),
                    forged.signatures().getFirst().signature()),
                forged.signatures().getLast()));

    assertThat(refusalOf(hinted).code()).isEqualTo(Code.BAD_SIGNATURE);
  }

  @Test
  void changedPayloadIsRefused() {
    Envelope genuine = sign(new RoundClose(digest("r")), aggregatorKey(1));
    var changed =
        new Envelope(
            genuine.payloadType(),
            Bytes.of(new Statement(new RoundClose(digest("s"))).encode()),
            genuine.signatures());

    assertThat(refusalOf(changed).code()).isEqualTo(Code.BAD_SIGNATURE);
  }

  @Test
  void nodeCannotCloseARound() {
    assertThat(refusalOf(sign(new RoundClose(digest("r")), nodeKey(1))).code())
        .isEqualTo(Code.ROLE);
  }

  @Test
  void nodeCannotSpeakForAnother() {
    var update = new Update(digest("r"), digest("b"), nodeKey(2).fingerprint(), digest("c"), 1, 1);

    assertThat(refusalOf(sign(update, nodeKey(1))).code()).isEqualTo(Code.ROLE);
  }

  @Test
  void halvesOfTwoKeysAreNotASignature() {
    Envelope one = sign(new RoundClose(digest("r")), aggregatorKey(1));
    Envelope two = sign(new RoundClose(digest("r")), aggregatorKey(2));
    var merged =
        new Envelope(
            one.payloadType(),
            one.payload(),
            List.of(one.signatures().getFirst(), two.signatures().getLast()));

    assertThat(refusalOf(merged).code()).isEqualTo(Code.BAD_SIGNATURE);
  }

  @Test
  void otherPayloadTypeIsRefused() {
    HybridKey signer = aggregatorKey(1);
    byte[] payload = new Statement(new RoundClose(digest("r"))).encode();

    assertThat(refusalOf(Envelope.sign("application/json", payload, signer)).code())
        .isEqualTo(Code.MALFORMED);
  }

  private Refusal refusalOf(Envelope envelope) {
    return catchThrowableOfType(
            RefusedException.class,
            () -> federation.founded().directory().verify(envelope, KeySets.NONE))
        .refusal();
  }
}
