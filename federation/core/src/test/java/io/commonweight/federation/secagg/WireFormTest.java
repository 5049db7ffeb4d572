package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Quorum;
import java.nio.charset.StandardCharsets;
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
  void messagesOfSixtyFourNodesFitALogEntry() throws SecAggException {
    List<Fingerprint> nodes = MANY.subList(0, 64);
    var dealing =
        new Dealing(
            DIGEST,
            nodes.getFirst(),
            DIGEST,
            DIGEST,
            nodes.stream().map(n -> new Dealing.Shares(n, DIGEST, DIGEST)).toList(),
            nodes.stream().skip(1).map(n -> new Dealing.Sent(n, DIGEST)).toList());
    var share = new SaltedShare(new Secret("ab".repeat(32)), new Secret("cd".repeat(32)));
    var reveal =
        new Reveal(
            DIGEST,
            nodes.getFirst(),
            DIGEST,
            nodes.stream().map(n -> new Reveal.Opened(n, share)).toList(),
            List.of());
    HybridKey key = HybridKey.ofSeed(new byte[32]);

    assertThat(Signed.parse(dealing.encode(), Dealing.class)).isEqualTo(dealing);
    assertThat(Signed.parse(reveal.encode(), Reveal.class)).isEqualTo(reveal);
    assertThat(Signed.seal(dealing, key).encode().length).isLessThan(Envelope.MAX_BYTES);
    assertThat(Signed.seal(reveal, key).encode().length).isLessThan(Envelope.MAX_BYTES);
  }

  @Test
  void survivorsRequestAndRecoveredOfSixtyFourNodesAreRead() throws SecAggException {
    List<Fingerprint> nodes = MANY.subList(0, 64);
    var survivors =
        new Survivors(
            DIGEST, DIGEST, nodes.stream().map(n -> new Survivors.Survivor(n, DIGEST)).toList());
    var request = new UnmaskRequest(DIGEST, nodes, List.of());
    var secret = new Secret("ab".repeat(32));
    var recovered =
        new Recovered(
            DIGEST,
            DIGEST,
            nodes.stream().map(n -> new Recovered.Known(n, secret)).toList(),
            List.of());

    assertThat(Survivors.parse(survivors.encode())).isEqualTo(survivors);
    assertThat(UnmaskRequest.parse(request.encode())).isEqualTo(request);
    assertThat(Recovered.parse(recovered.encode())).isEqualTo(recovered);
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

  @Test
  void tooManyBytesAreRefused() {
    assertMalformed(() -> Survivors.parse(new byte[Survivors.MAX_BYTES + 1]));
    assertMalformed(() -> UnmaskRequest.parse(new byte[UnmaskRequest.MAX_BYTES + 1]));
    assertMalformed(() -> Recovered.parse(new byte[Recovered.MAX_BYTES + 1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"dropouts\":[],\"session\":\"00\",\"survivors\":[]}",
        "{\"dropouts\":[],\"survivors\":[]}",
        "{\"dropouts\":{},\"session\":\"\",\"survivors\":[]}"
      })
  void otherJsonIsRefused(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertMalformed(() -> UnmaskRequest.parse(bytes));
    assertMalformed(() -> Survivors.parse(bytes));
    assertMalformed(() -> Recovered.parse(bytes));
    assertMalformed(() -> Signed.parse(bytes, Advertisement.class));
    assertMalformed(() -> Signed.parse(bytes, Dealing.class));
    assertMalformed(() -> Signed.parse(bytes, Reveal.class));
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

  private interface Reading {
    Object read() throws SecAggException;
  }

  private static void assertMalformed(Reading reading) {
    assertThatThrownBy(reading::read)
        .isInstanceOfSatisfying(
            SecAggException.class,
            e -> assertThat(e.reason()).isEqualTo(SecAggException.Reason.MALFORMED));
  }
}
