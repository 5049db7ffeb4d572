package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.foreign.ForeignProgram;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets other implementations read our key files, and reads theirs. */
class ForeignKeyTest {
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);
  private static final byte[] SEED = Sha256.of(new byte[0]).bytes();

  /** Prints the SubjectPublicKeyInfo of a private key, then verifies our signature with it. */
  private static final String PYTHON =
      """
      import base64, sys
      from cryptography.hazmat.primitives import hashes, serialization
      from cryptography.hazmat.primitives.asymmetric import ec
      key = serialization.load_pem_private_key(open("our.key", "rb").read(), None).public_key()
      curve = [ec.ECDSA(hashes.SHA256())] if isinstance(key, ec.EllipticCurvePublicKey) else []
      key.verify(open("signature", "rb").read(), b"message", *curve)
      der = key.public_bytes(
          serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
      print(base64.b64encode(der).decode())
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "P_256"})
  void opensslReadsOurKeys(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.ofSeed(algorithm, SEED);
    KeyFile.storeUnencrypted(folder.resolve("any.key"), List.of(key));

    assertThat(opensslsPublicHalf()).isEqualTo(key.verifyingKey().spki());
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "P_256"})
  void weReadTheKeysOfOpenssl(Algorithm algorithm) throws Exception {
    List<String> generate = new ArrayList<>(List.of("genpkey", "-out", "any.key", "-algorithm"));
    generate.addAll(
        algorithm == Algorithm.P_256
            ? List.of("EC", "-pkeyopt", "ec_paramgen_curve:P-256")
            : List.of(algorithm.label()));
    String _ = openssl(generate.toArray(new String[0]));
    Path file = folder.resolve("any.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    SigningKey key = KeyFile.load(file, Passphrase.none()).keys(algorithm).getFirst();

    assertThat(opensslsPublicHalf()).isEqualTo(key.verifyingKey().spki());
  }

  private byte[] opensslsPublicHalf() {
    String pem = openssl("pkey", "-in", "any.key", "-pubout");
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
  }

  private String openssl(String... arguments) {
    return ForeignProgram.onPath("openssl").output(folder, arguments);
  }

  @ParameterizedTest
  @EnumSource
  void pythonReadsOurKeysAndVerifiesOurSignatures(Algorithm algorithm) throws Exception {
    ForeignProgram python =
        ForeignProgram.python(PYTHON, "cryptography.hazmat.primitives.asymmetric.mldsa");
    SigningKey key = SigningKey.ofSeed(algorithm, SEED);
    KeyFile.storeUnencrypted(folder.resolve("our.key"), List.of(key));
    Files.write(folder.resolve("signature"), key.sign(MESSAGE));

    assertThat(python.output(folder))
        .isEqualTo(Base64.getEncoder().encodeToString(key.verifyingKey().spki()) + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void bouncyCastlesPemReaderDecryptsOurKeys(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.ofSeed(algorithm, SEED);
    Path file = folder.resolve("our.key");
    KeyFile.store(
        file,
        List.of(key),
        Passphrase.of(Optional.empty(), Map.of(Passphrase.ENVIRONMENT, "pässword")));
    var decryptor =
        new JcePKCSPBEInputDecryptorProviderBuilder()
            .setProvider(new BouncyCastleProvider())
            .build("pässword".toCharArray());

    try (var pem = new PEMParser(new StringReader(Files.readString(file)))) {
      var encrypted = (PKCS8EncryptedPrivateKeyInfo) pem.readObject();

      assertThat(
              Pkcs8.parse(encrypted.decryptPrivateKeyInfo(decryptor).getEncoded()).verifyingKey())
          .isEqualTo(key.verifyingKey());
    }
  }
}
