package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormTest {
  private static final Sha256 DIGEST = Sha256.of(new byte[0]);
  private static final List<Fingerprint> MANY =
      IntStream.range(0, 65)
          .mapToObj(i -> Sha256.of(("node " + i).getBytes(StandardCharsets.UTF_8)))
          .map(Fingerprint::new)
          .sorted()
          .toList();

  @Test
  void messagesOfSixtyFourNodesFitALogEntry() {
    List<Fingerprint> nodes = MANY.subList(0, 64);
    var dealing =
        new ShareDealing(
            DIGEST,
            nodes.getFirst(),
            DIGEST,
            DIGEST,
            nodes.stream().map(n -> new ShareDealing.Shares(n, DIGEST, DIGEST)).toList(),
            nodes.stream().skip(1).map(n -> new ShareDealing.Sent(n, DIGEST)).toList(),
            DIGEST);
    var share = new SaltedShare(new Secret("ab".repeat(32)), new Secret("cd".repeat(32)));
    var reveal =
        new ShareReveal(
            DIGEST,
            nodes.getFirst(),
            DIGEST,
            nodes.stream().map(n -> new ShareReveal.Opened(n, share)).toList(),
            List.of());
    HybridKey key = HybridKey.ofSeed(new byte[32]);

    assertThat(Envelope.sign(new Statement(dealing), key).encode().length)
        .isLessThan(Envelope.MAX_BYTES);
    assertThat(Envelope.sign(new Statement(reveal), key).encode().length)
        .isLessThan(Envelope.MAX_BYTES);
  }

  @Test
  void listsThatAreTooLongUnsortedOrRepeatANodeAreRefused() {
    assertThatThrownBy(() -> survivors(MANY)).hasMessage("survivors of 65 nodes");
    assertThatThrownBy(() -> survivors(List.of(MANY.get(1), MANY.get(0))))
        .hasMessage("survivors are not in the order of nodes, or repeat one");
    assertThatThrownBy(() -> survivors(List.of(MANY.get(1), MANY.get(1))))
        .hasMessage("survivors are not in the order of nodes, or repeat one");
  }

  private static Survivors survivors(List<Fingerprint> nodes) {
    return new Survivors(
        DIGEST, DIGEST, nodes.stream().map(n -> new Survivors.Survivor(n, DIGEST)).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1263, 1265, 2383, 2385, 100_000})
  void parcelsHaveOneOfTwoLengths(int bytes) {
    assertThatThrownBy(() -> Parcel.parse(new byte[bytes]))
        .hasMessage("no parcel has %d bytes", bytes);
  }

  @Test
  void parcelsAreReadAsTheyWereWritten() throws SecAggException {
    var with = new Parcel(Bytes.of(new byte[1264]), Optional.of(Bytes.of(new byte[1120])));
    var without = new Parcel(Bytes.of(new byte[1264]), Optional.empty());

    assertThat(Parcel.parse(with.encode())).isEqualTo(with);
    assertThat(Parcel.parse(without.encode())).isEqualTo(without);
    assertThatThrownBy(() -> new Parcel(Bytes.of(new byte[1263]), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Parcel(Bytes.of(new byte[1264]), Optional.of(Bytes.of(new byte[1119]))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void elementsOfTwoToTheRAreRefused() throws SecAggException {
    var modulus = new Modulus(12);

    assertThat(MaskedVector.decode(new byte[] {(byte) 0xff, 0x0f, 1, 0}, modulus))
        .containsExactly(4095, 1);
    assertThatThrownBy(() -> MaskedVector.decode(new byte[] {0, 0, 0, 0x10}, modulus))
        .hasMessage("element 1 of the window is not below 2^12");
    assertThatThrownBy(() -> MaskedVector.decode(new byte[3], modulus))
        .hasMessage("3 bytes are no whole number of elements of 2");
  }

  @Test
  void keysInOtherBase64OrOfOtherLengthsAreRefused() {
    byte[] raw = XWing.publicKey(new Secret("07".repeat(32)));

    assertThat(KemKey.of(raw).bytes()).isEqualTo(raw);
    assertThatThrownBy(() -> new KemKey(Base64.getUrlEncoder().encodeToString(raw)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KemKey(Base64.getEncoder().withoutPadding().encodeToString(raw)))
        .hasMessage("a key in base64 that is not canonical");
    assertThatThrownBy(() -> KemKey.of(new byte[32]))
        .hasMessage("a key of X-Wing has 1216 bytes, this one 32");
    byte[] lowOrder = raw.clone();
    Arrays.fill(lowOrder, 1184, 1216, (byte) 0);
    assertThatThrownBy(() -> KemKey.of(lowOrder)).hasMessage("an X25519 point of low order");
    byte[] unreduced = raw.clone();
    Arrays.fill(unreduced, 0, 3, (byte) 0xff);
    assertThatThrownBy(() -> KemKey.of(unreduced)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAreHexAndAreNotShown() {
    assertThat(new Secret("0f".repeat(32))).hasToString("Secret[]");
    assertThatThrownBy(() -> new Secret("0F".repeat(32)))
        .hasMessage("a secret is not 32 bytes in lower-case hex");
    assertThatThrownBy(() -> new Secret("0f".repeat(31)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parcelsLieInTheirBlobByReceiver() throws SecAggException {
    var fixture = new SecAggFixture(new Quorum(3, 0, 2), 1);
    Fingerprint dealer = fixture.node(1);
    AdvertiseState.Dealt dealt =
        SecAggFixture.get(Session.Dealt.of(fixture, fixture.begin(1), 2).dealt(), dealer);
    byte[] blob = Parcel.concatenate(dealt.parcels());

    assertThat(Sha256.of(blob)).isEqualTo(dealt.dealing().blob());
    assertThat(ParcelRange.blobBytes(dealt.dealing())).isEqualTo(blob.length);
    for (Fingerprint receiver : List.of(fixture.node(0), fixture.node(2))) {
      ParcelRange range = ParcelRange.of(dealt.dealing(), receiver);
      int from = (int) range.offset();
      assertThat(Parcel.parse(Arrays.copyOfRange(blob, from, from + range.bytes())))
          .isEqualTo(SecAggFixture.get(dealt.parcels(), receiver));
    }
    assertThatThrownBy(() -> ParcelRange.of(dealt.dealing(), dealer))
        .isInstanceOf(SecAggException.class)
        .hasMessageContaining("has sent nothing to");
  }

  @Test
  void roundsOfOtherSizesAreRefused() {
    var fixture = new SecAggFixture(new Quorum(3, 0, 2), 1);
    var keys = fixture.keys().stream().map(HybridKey::verifyingKey).toList();
    var modulus = new Modulus(32);
    var three = new Quorum(3, 0, 2);

    assertThatThrownBy(() -> new SecAggRound("f", DIGEST, keys.subList(0, 2), three, modulus, 1))
        .hasMessage("2 nodes and a quorum of 3 parties; both must be the same, 2 to 64");
    assertThatThrownBy(
            () -> new SecAggRound("f", DIGEST, keys.subList(0, 1), new Quorum(1, 0, 1), modulus, 1))
        .hasMessage("1 nodes and a quorum of 1 parties; both must be the same, 2 to 64");
    assertThatThrownBy(
            () ->
                new SecAggRound(
                    "f", DIGEST, List.of(keys.get(0), keys.get(1), keys.get(1)), three, modulus, 1))
        .hasMessage("a node that may take part twice");
    assertThatThrownBy(() -> new SecAggRound("f", DIGEST, keys, three, modulus, 0))
        .hasMessage("vectors of 0 elements");
    assertThatThrownBy(() -> new SecAggRound("f", DIGEST, keys, three, modulus, (1L << 36) + 1))
        .hasMessage("vectors of 68719476737 elements");
  }
}
