package io.commonweight.sdk.oms;

import static io.commonweight.sdk.oms.SignedPolicy.FILES;
import static io.commonweight.sdk.oms.SignedPolicy.KEY;
import static io.commonweight.sdk.oms.SignedPolicy.MODEL;
import static io.commonweight.sdk.oms.SignedPolicy.bundle;
import static io.commonweight.sdk.oms.SignedPolicy.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OmsBundleTest {
  private static final Path VECTOR =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol/vectors/oms-1.json");

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @Test
  void bundleIsThatOfTheVector() throws IOException, OmsException {
    JsonNode vector = new ObjectMapper().readTree(VECTOR.toFile());
    SigningKey key =
        SigningKey.ofSeed(
            Algorithm.P_256, HexFormat.of().parseHex(vector.path("privateKey").asText()));
    List<Release.File> files =
        StreamSupport.stream(vector.path("files").spliterator(), false)
            .map(
                file ->
                    new Release.File(
                        file.path("name").asText(), new Sha256(file.path("sha256").asText()), 1))
            .toList();

    OmsBundle made = OmsBundle.sign(vector.path("model").asText(), files, key);

    assertThat(OmsBundle.pem(key.verifyingKey())).isEqualTo(vector.path("publicKey").asText());
    assertThat(made.payload()).isEqualTo(Bytes.utf8(vector.path("statement").asText()));
    assertThat(Bytes.of(made.encode())).isEqualTo(Bytes.utf8(vector.path("bundle").asText()));
    made.verify(key.verifyingKey(), files);
  }

  @Test
  void whatIsEncodedIsReadAndVerified() throws OmsException {
    OmsBundle read = OmsBundle.parse(bundle().encode());

    assertThat(read).isEqualTo(bundle());
    read.verify(KEY.verifyingKey(), FILES);
  }

  @Test
  void orderOfTheFilesDoesNotMatter() {
    var reversed = new ArrayList<>(FILES);
    Collections.reverse(reversed);

    assertThat(OmsBundle.sign(MODEL, reversed, KEY)).isEqualTo(bundle());
  }

  @Test
  void bundleIsNotOfAnotherKey() {
    assertThatThrownBy(() -> bundle().verify(SignedPolicy.key(43).verifyingKey(), FILES))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("hint");
  }

  /** The hint is no proof. */
  @Test
  void hintOfTheRightKeyDoesNotStandForItsSignature() {
    OmsBundle other = OmsBundle.sign(MODEL, FILES, SignedPolicy.key(43));
    var forged = new OmsBundle(bundle().hint(), other.payload(), other.signature());

    assertThatThrownBy(() -> forged.verify(KEY.verifyingKey(), FILES))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("the signature is not that of");
  }

  @Test
  void onlyKeysOfP256Sign() {
    SigningKey ed25519 = SigningKey.ofSeed(Algorithm.ED25519, new byte[32]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OmsBundle.sign(MODEL, FILES, ed25519))
        .withMessageContaining("P-256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bundle().verify(ed25519.verifyingKey(), FILES))
        .withMessageContaining("P-256");
  }

  @Test
  void nothingToSignIsNotSigned() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OmsBundle.sign(MODEL, List.of(), KEY))
        .withMessageContaining("no file");
  }

  @Test
  void fileThatIsNotSignedIsMissed() {
    var files = new ArrayList<>(FILES);
    files.add(file("tokens.txt"));

    assertThatThrownBy(() -> bundle().verify(KEY.verifyingKey(), files))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("tokens.txt of the release is not signed");
  }

  @Test
  void signedFileThatIsNoPartOfTheReleaseIsRefused() {
    assertThatThrownBy(() -> bundle().verify(KEY.verifyingKey(), FILES.subList(0, 2)))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("[model.safetensors] is signed but no part of the release");
  }

  @Test
  void changedFileIsRefused() {
    var files = new ArrayList<>(FILES);
    files.set(0, new Release.File("README.md", Sha256.of(new byte[1]), 1));

    assertThatThrownBy(() -> bundle().verify(KEY.verifyingKey(), files))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("README.md is signed with");
  }

  /** Other tools do not choose the smaller one of s and n − s. */
  @Test
  void signatureWithTheLargerSIsGood() throws IOException, OmsException {
    BigInteger n = SECNamedCurves.getByName("secp256r1").getN();
    BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(n, bundle().signature().toArray());
    byte[] mirrored = StandardDSAEncoding.INSTANCE.encode(n, rs[0], n.subtract(rs[1]));

    new OmsBundle(bundle().hint(), bundle().payload(), Bytes.of(mirrored))
        .verify(KEY.verifyingKey(), FILES);
  }

  /** As the reference implementation spells it: indented, in an order of its own. */
  @Test
  void bundleOfAnotherToolIsGood() throws IOException, OmsException {
    var mapper = new ObjectMapper();
    OmsBundle foreign =
        SignedPolicy.resigned(
            text -> {
              try {
                return mapper.readTree(text).toPrettyString();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    String json =
        mapper
            .readTree(foreign.encode())
            .toPrettyString()
            .replace("\"keyid\" : \"\"", "\"keyid\" : null")
            .replace("+", "-")
            .replace("vnd.in-toto-json", "vnd.in-toto+json")
            .replace("v0.3-json", "v0.3+json");

    OmsBundle.parse(json.getBytes(UTF_8)).verify(KEY.verifyingKey(), FILES);
  }

  /** Tools sort {@code a-b}, {@code a.b} and {@code a/b} differently. */
  @Test
  void rootDigestIsTakenInTheOrderOfTheList() throws OmsException {
    var reversed = new ArrayList<>(FILES);
    Collections.reverse(reversed);
    OmsBundle foreign = SignedPolicy.resigned(text -> StatementTexts.inOrder(text, reversed));

    assertThat(foreign.payload()).isNotEqualTo(bundle().payload());
    foreign.verify(KEY.verifyingKey(), FILES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flippedBitNeverChangesWhatIsSigned(int seed) {
    var random = new Random(seed);
    byte[] json = bundle().encode();
    json[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(8));
    try {
      OmsBundle read = OmsBundle.parse(json);
      read.verify(KEY.verifyingKey(), FILES);
      assertThat(read).isEqualTo(bundle());
    } catch (OmsException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bundleOfOtherFilesIsRefused(int seed) {
    var random = new Random(seed);
    var files = new ArrayList<>(FILES);
    switch (random.nextInt(3)) {
      case 0 -> files.remove(random.nextInt(files.size()));
      case 1 -> files.add(file("f" + random.nextInt(100) + ".txt"));
      default -> files.set(random.nextInt(files.size()), file("f" + random.nextInt(100) + ".md"));
    }
    OmsBundle other = OmsBundle.sign(MODEL, files, KEY);

    assertThatThrownBy(() -> other.verify(KEY.verifyingKey(), FILES))
        .isInstanceOf(OmsException.class);
    assertThatThrownBy(() -> bundle().verify(KEY.verifyingKey(), files))
        .isInstanceOf(OmsException.class);
  }
}
