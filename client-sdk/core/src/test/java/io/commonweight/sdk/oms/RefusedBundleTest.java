package io.commonweight.sdk.oms;

import static io.commonweight.sdk.oms.SignedPolicy.FILES;
import static io.commonweight.sdk.oms.SignedPolicy.KEY;
import static io.commonweight.sdk.oms.SignedPolicy.bundle;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedBundleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bundle.v0.3+json | bundle.v0.2+json | mediaType",
        "vnd.in-toto+json\"       | vnd.in-toto\"      | payloadType",
        "\"tlogEntries\":[]       | \"tlogEntries\":[{}] | tlogEntries",
        "\"tlogEntries\":[]       | \"tlogEntries\":{} | not a valid",
        "\"tlogEntries\":[]       | \"certificate\":{} | not a valid",
        "\"publicKey\":{\"hint\"  | \"publicKey\":{\"rawBytes\" | not a valid",
        "\"signatures\":[{        | \"signatures\":[{\"keyid\":\"\",\"sig\":\"AA==\"},{ | one bundle per organization",
        "\"signatures\":[{        | \"signatures\":[null,{ | not a valid",
        "\"payload\":\"           | \"payload\":\"*    | not base64",
        "\"sig\":\"               | \"sig\":\"*        | not base64",
        "\"sig\":\"               | \"sig\":\"AA==\",\"sig\":\" | not a valid",
        "\"sig\":\"               | \"sig\":7,\"x\":\" | not a valid",
        "{\"dsseEnvelope\"        | {\"more\":1,\"dsseEnvelope\" | not a valid",
        "{\"dsseEnvelope\"        | [{\"dsseEnvelope\" | not a valid",
      })
  void bundleOfAnotherFormIsRefused(String text, String other, String reason) {
    String good = new String(bundle().encode(), UTF_8);
    String bad = good.replace(text, other);
    assertThat(bad).isNotEqualTo(good);

    assertThatThrownBy(() -> OmsBundle.parse(bad.getBytes(UTF_8)))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Statement/v1                 | Statement/v0.1     | _type",
        "signature/v1.0               | signature/v1.1     | predicateType",
        "https://model_signing/signature/v1.0 | https://model_signing/Digests/v0.1 | predicateType",
        "\"method\":\"files\"         | \"method\":\"shards\" | method",
        "\"hash_type\":\"sha256\"     | \"hash_type\":\"blake3\" | hash_type",
        "\"hash_type\":\"sha256\"     | \"hash_type\":\"SHA256\" | hash_type",
        "\"algorithm\":\"sha256\"     | \"algorithm\":\"blake2b\" | algorithm",
        "\"allow_symlinks\":false     | \"allow_symlinks\":true | allow_symlinks",
        "\"allow_symlinks\":false     | \"allow_symlinks\":\"false\" | not a valid",
        "\"allow_symlinks\":false,    | ``                 | not a valid",
        "\"ignore_paths\":[           | \"ignore_paths\":[\"evil.pkl\", | ignore_paths",
        "\"ignore_paths\":[           | \"ignore_paths\":[null, | not a valid",
        "\"method\":\"files\"         | \"method\":\"files\",\"shard_size\":1 | not a valid",
        "\"subject\":[                | \"subject\":[],\"other\":[ | not a valid",
        "\"subject\":[{               | \"subject\":[{\"digest\":{\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},\"name\":\"a\"},{ | 2 subjects",
        "\"name\":\"pusht\"           | \"name\":\"\"      | model's name",
        "\"name\":\"pusht\"           | \"name\":\"a\\nb\" | model's name",
        "\"name\":\"pusht\"           | \"name\":\"\\ud800\" | model's name",
        "\"name\":\"README.md\"       | \"name\":\"readme.md\" | README.md of the release is not signed",
        "\"name\":\"README.md\"       | \"name\":\"config.json\" | twice",
      })
  void statementOfAnotherKindIsRefused(String text, String other, String reason) {
    OmsBundle bad = SignedPolicy.resigned(good -> good.replace(text, other));
    assertThat(bad.payload()).isNotEqualTo(bundle().payload());

    assertRefused(bad, reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../evil.pkl",
        "a/../../evil.pkl",
        "a/./b.txt",
        "./a.txt",
        "a//b.txt",
        "a/",
        "/etc/passwd",
        "//server/share.txt",
        "a\\\\b.txt",
        "..\\\\evil.pkl",
        "C:evil.txt",
        "C:/evil.txt",
        "README.md:stream",
        "model.safetensors:0:8",
        "a\\u0000.txt",
        "a\\n.txt",
        "a\\u007f.txt",
        "\\ud800.txt",
      })
  void fileNameThatLeadsElsewhereIsRefused(String name) {
    assertRefused(
        SignedPolicy.resigned(good -> StatementTexts.withFile(good, name)),
        name.contains(":") || name.contains("\\") ? "portable" : "relative");
  }

  @Test
  void overlongFileNameIsRefused() {
    assertRefused(
        SignedPolicy.resigned(good -> StatementTexts.withFile(good, "a".repeat(1025))), "portable");
  }

  @Test
  void fileBesideTheReleaseIsRefused() {
    assertRefused(
        SignedPolicy.resigned(good -> StatementTexts.withFile(good, "evil.pkl")),
        "[evil.pkl] is signed but no part of the release");
  }

  @Test
  void listWithoutFilesIsRefused() {
    assertRefused(
        SignedPolicy.resigned(good -> StatementTexts.inOrder(good, List.of())),
        "no file is signed");
  }

  @Test
  void rootDigestOfAnotherListIsRefused() {
    String digest = Sha256.of(new byte[0]).hex();

    assertRefused(
        SignedPolicy.resigned(
            good ->
                good.replaceFirst(
                    "\"subject\":\\[\\{\"digest\":\\{\"sha256\":\"[0-9a-f]*",
                    "\"subject\":[{\"digest\":{\"sha256\":\"" + digest)),
        "the root digest");
  }

  @Test
  void duplicateMemberIsRefused() {
    assertRefused(
        SignedPolicy.resigned(
            good -> good.replace("\"method\":", "\"method\":\"shards\",\"method\":")),
        "Duplicate");
  }

  @Test
  void tooManyBytesAreRefused() {
    assertThatThrownBy(() -> OmsBundle.parse(new byte[OmsBundle.MAX_BYTES + 1]))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining("at most 131072");
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    byte[] utf16 = new String(bundle().encode(), UTF_8).getBytes(UTF_16BE);

    assertThatThrownBy(() -> OmsBundle.parse(utf16)).isInstanceOf(OmsException.class);
  }

  private static void assertRefused(OmsBundle bundle, String reason) {
    assertThatThrownBy(() -> OmsBundle.parse(bundle.encode()).verify(KEY.verifyingKey(), FILES))
        .isInstanceOf(OmsException.class)
        .hasMessageContaining(reason);
  }
}
