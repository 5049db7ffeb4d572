package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.foreign.ForeignProgram;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other implementations of Ed25519, of ML-DSA and of DSSE judge our envelopes. */
class ForeignSignatureTest {
  /** Reads an envelope, and writes its signed bytes itself, after the DSSE specification. */
  private static final String VERIFY =
      """
      import base64, json, sys
      from cryptography.exceptions import InvalidSignature
      from cryptography.hazmat.primitives.serialization import load_pem_public_key
      envelope = json.load(open(sys.argv[1]))
      kind = envelope["payloadType"].encode()
      body = base64.standard_b64decode(envelope["payload"])
      message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)
      key = load_pem_public_key(open(sys.argv[2], "rb").read())
      try:
          key.verify(base64.standard_b64decode(envelope["signatures"][0]["sig"]), message)
          print("valid")
      except InvalidSignature:
          print("invalid")
      """;

  private final HybridKey key = HybridKey.ofSeed(new byte[32]);
  private final Envelope envelope =
      Envelope.sign(new Statement(new RoundClose(Sha256.of("round".getBytes(UTF_8)))), key);

  @TempDir private Path folder;

  @BeforeEach
  void writePublicKey() throws IOException {
    Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(key.verifyingKey().ed25519().spki())));
  }

  @Test
  void opensslVerifiesOurSignature() throws Exception {
    Path message = folder.resolve("message");
    Files.write(folder.resolve("sig"), envelope.signatures().getFirst().signature().toArray());
    Files.write(
        message,
        Envelope.preAuthenticationEncoding(envelope.payloadType(), envelope.payload().toArray()));
    assertThat(openssl()).isEqualTo("Signature Verified Successfully\n");

    Files.writeString(message, "else");
    assertThat(openssl()).contains("Verification Failure");
  }

  @Test
  void pythonVerifiesOurEnvelope() throws Exception {
    ForeignProgram verify = ForeignProgram.python(VERIFY, "cryptography");
    write(envelope);
    assertThat(verify.output(folder, "envelope.json", "key.pem")).isEqualTo("valid\n");

    write(changed());
    assertThat(verify.output(folder, "envelope.json", "key.pem")).isEqualTo("invalid\n");
  }

  @Test
  void nobleVerifiesBothSignaturesOfOurEnvelope() throws Exception {
    write(envelope);
    assertThat(noble()).isEqualTo("Ed25519 valid\nML-DSA-65 valid\n");

    write(changed());
    assertThat(noble()).isEqualTo("Ed25519 invalid\nML-DSA-65 invalid\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 1700, 3308})
  void nobleRefusesAFlippedByteOfTheMlDsaSignature(int place) throws Exception {
    byte[] signature = envelope.signatures().get(1).signature().toArray();
    signature[place] ^= 1;
    var flipped = new Envelope.Signature(key.mlDsa65().fingerprint().hex(), Bytes.of(signature));
    write(
        new Envelope(
            envelope.payloadType(),
            envelope.payload(),
            List.of(envelope.signatures().getFirst(), flipped)));

    assertThat(noble()).isEqualTo("Ed25519 valid\nML-DSA-65 invalid\n");
  }

  private String noble() {
    return ForeignProgram.node("dsse.mjs", "@noble/curves", "@noble/post-quantum")
        .output(
            folder,
            "envelope.json",
            text(key.verifyingKey().ed25519()),
            text(key.verifyingKey().mlDsa65()));
  }

  private static String text(VerifyingKey key) {
    return key.algorithm().label() + ":" + HexFormat.of().formatHex(key.raw().toArray());
  }

  private String openssl() {
    return ForeignProgram.onPath("openssl")
        .run(
            folder,
            "pkeyutl",
            "-verify",
            "-pubin",
            "-rawin",
            "-inkey",
            "key.pem",
            "-in",
            "message",
            "-sigfile",
            "sig")
        .output();
  }

  private Envelope changed() {
    return new Envelope(envelope.payloadType() + "x", envelope.payload(), envelope.signatures());
  }

  private void write(Envelope what) throws IOException {
    Files.write(folder.resolve("envelope.json"), what.encode());
  }
}
