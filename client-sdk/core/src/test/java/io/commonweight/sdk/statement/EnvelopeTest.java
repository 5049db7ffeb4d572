package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void opensslVerifiesOurSignature(@TempDir Path directory)
      throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/openssl")).as("openssl is installed").exists();
    Envelope envelope = Envelope.sign(statement, key);
    Path message = directory.resolve("pae.bin");
    Path signature = directory.resolve("sig.bin");
    Path publicKey = directory.resolve("key.pem");
    Files.write(
        message,
        Envelope.preAuthenticationEncoding(envelope.payloadType(), envelope.payload().toArray()));
    Files.write(signature, envelope.signatures().getFirst().signature().toArray());
    Files.writeString(
        publicKey,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(key.verifyingKey().spki())
            + "\n-----END PUBLIC KEY-----\n");

    assertThat(openssl(message, signature, publicKey)).isZero();

    Files.writeString(message, "else");
    assertThat(openssl(message, signature, publicKey)).isNotZero();
  }

  private static int openssl(Path message, Path signature, Path publicKey)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-rawin",
                "-inkey",
                publicKey.toString(),
                "-in",
                message.toString(),
                "-sigfile",
                signature.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
