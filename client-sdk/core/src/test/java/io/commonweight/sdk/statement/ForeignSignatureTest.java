package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.HybridKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets other implementations of Ed25519, and one of DSSE, judge our envelopes; each is skipped
 * where it is missing, unless COMMONWEIGHT_FOREIGN is {@code required}.
 */
class ForeignSignatureTest {
  private static final String OPENSSL = "openssl is on the PATH";
  private static final String CRYPTOGRAPHY = "python3 with cryptography is on the PATH";

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
    requireFound(isOnPath("openssl"), OPENSSL);
    Path message = folder.resolve("message");
    Files.write(folder.resolve("sig"), envelope.signatures().getFirst().signature().toArray());
    Files.write(
        message,
        Envelope.preAuthenticationEncoding(envelope.payloadType(), envelope.payload().toArray()));
    List<String> verify =
        List.of(
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-rawin",
            "-inkey",
            "key.pem",
            "-in",
            "message",
            "-sigfile",
            "sig");

    assertThat(run(verify)).contains("Verified Successfully");

    Files.writeString(message, "else");
    assertThat(run(verify)).contains("Verification Failure");
  }

  @Test
  void pythonVerifiesOurEnvelope() throws Exception {
    requireFound(
        isOnPath("python3") && run(List.of("python3", "-c", "import cryptography")).isEmpty(),
        CRYPTOGRAPHY);
    Path file = Files.write(folder.resolve("envelope.json"), envelope.encode());
    List<String> verify = List.of("python3", "-c", VERIFY, "envelope.json", "key.pem");

    assertThat(run(verify)).isEqualTo("valid\n");

    var other =
        new Envelope(envelope.payloadType() + "x", envelope.payload(), envelope.signatures());
    Files.write(file, other.encode());
    assertThat(run(verify)).isEqualTo("invalid\n");
  }

  private static void requireFound(boolean found, String what) {
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as(what).isTrue();
    }
    assertThat(found).as(what).isTrue();
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
