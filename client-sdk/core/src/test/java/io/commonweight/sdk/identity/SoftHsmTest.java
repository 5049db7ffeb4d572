package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.foreign.ForeignProgram;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in tokens of SoftHSM 2, made by the JDK's {@code keytool}. */
class SoftHsmTest {
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);
  private static final String PIN = "1234";
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private static final Passphrase PASSPHRASE =
      Passphrase.of(Optional.empty(), Map.of(Passphrase.ENVIRONMENT, PIN));

  @TempDir private static Path tokens;
  private static Path module = Path.of("/");

  @TempDir private Path folder;

  @BeforeAll
  static void makeTokens() throws IOException {
    ForeignProgram _ = ForeignProgram.onPath("softhsm2-util");
    module =
        Stream.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")
            .map(place -> Path.of("/usr/lib", place, "softhsm/libsofthsm2.so"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    Files.createDirectory(tokens.resolve("store"));
    Files.writeString(
        tokens.resolve("softhsm2.conf"),
        "directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n"
            .formatted(tokens.resolve("store")));
    long slot = makeToken("organization a");
    makeKey(slot, "oms", "-keyalg", "EC", "-groupname", "secp256r1");
    makeKey(slot, "rsa", "-keyalg", "RSA");
    long _ = makeToken("locked");
    long _ = makeToken("twin");
    long _ = makeToken("twin");
    setenv("SOFTHSM2_CONF", tokens.resolve("softhsm2.conf").toString());
  }

  private static long makeToken(String label) {
    String output =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            PIN);
    Matcher slot = SLOT.matcher(output);
    assertThat(slot.find()).as(output).isTrue();
    return Long.parseLong(slot.group(1));
  }

  private static void makeKey(long slot, String label, String... algorithm) throws IOException {
    Path configuration =
        Files.writeString(
            tokens.resolve("provider.cfg"),
            "name = maker\nlibrary = %s\nslot = %d\n".formatted(module, slot));
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-storetype",
                    "PKCS11",
                    "-keystore",
                    "NONE",
                    "-providerClass",
                    "sun.security.pkcs11.SunPKCS11",
                    "-providerArg",
                    configuration.toString(),
                    "-storepass",
                    PIN,
                    "-dname",
                    "CN=" + label,
                    "-alias",
                    label),
                Stream.of(algorithm))
            .toList();
    String _ = run(command.toArray(new String[0]));
  }

  private static String run(String... command) {
    List<String> arguments =
        Stream.concat(
                Stream.of("SOFTHSM2_CONF=" + tokens.resolve("softhsm2.conf")), Stream.of(command))
            .toList();
    return ForeignProgram.onPath("env").output(tokens, arguments.toArray(new String[0]));
  }

  /** The module is loaded into this process and reads the C library's environment. */
  @SuppressWarnings("restricted")
  private static void setenv(String name, String value) {
    Linker linker = Linker.nativeLinker();
    var type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (var memory = Arena.ofConfined()) {
      Object result =
          linker
              .downcallHandle(linker.defaultLookup().findOrThrow("setenv"), type)
              .invokeWithArguments(memory.allocateFrom(name), memory.allocateFrom(value), 1);
      assertThat(result).isEqualTo(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keyInATokenSignsAndItsFileHoldsOnlyAReference() throws IOException {
    Path file = folder.resolve("oms.key");
    SigningKey key = SigningKey.inToken(uri("organization%20a", "oms"), PASSPHRASE);
    KeyFile.storeUnencrypted(file, List.of(key));

    SigningKey loaded = KeyFile.load(file, PASSPHRASE).keys(Algorithm.P_256).getFirst();

    byte[] signature = loaded.sign(MESSAGE);
    assertThat(key.verifyingKey().verify(MESSAGE, signature)).isTrue();
    assertThat(key.verifyingKey().verify(new byte[0], signature)).isFalse();
    assertThat(loaded.fingerprint()).isEqualTo(key.fingerprint());
    assertThat(file).hasContent(uri("organization%20a", "oms"));
    assertThat(loaded)
        .hasToString(
            "SigningKey[P-256 %s in token organization a]"
                .formatted(key.fingerprint().abbreviated()));
  }

  @Test
  void pinMayStandInAFileOfItsOwn() throws IOException {
    Path pin = Files.writeString(folder.resolve("pin"), PIN + "\n");

    SigningKey key =
        SigningKey.inToken(
            uri("organization%20a", "oms") + "&pin-source=file:" + pin, Passphrase.none());

    assertThat(key.verifyingKey().verify(MESSAGE, key.sign(MESSAGE))).isTrue();
  }

  @Test
  void oneKeyOfAFileMayBeInATokenAndTheOtherEncrypted() throws IOException {
    SigningKey inToken = SigningKey.inToken(uri("organization%20a", "oms"), PASSPHRASE);
    SigningKey software = SigningKey.ofSeed(Algorithm.ML_DSA_65, new byte[32]);
    Path file = folder.resolve("mixed.key");

    KeyFile.store(file, List.of(inToken, software), PASSPHRASE);

    assertThat(KeyFile.load(file, PASSPHRASE).keys(Algorithm.P_256, Algorithm.ML_DSA_65))
        .extracting(SigningKey::verifyingKey)
        .containsExactly(inToken.verifyingKey(), software.verifyingKey());
  }

  @Test
  void wrongPinIsRefused() {
    Passphrase wrong = Passphrase.of(Optional.empty(), Map.of(Passphrase.ENVIRONMENT, "4321"));

    assertThatThrownBy(() -> SigningKey.inToken(uri("locked", "oms"), wrong))
        .isInstanceOf(IOException.class)
        .hasMessage("is in token 'locked', which refuses the PIN");
  }

  @Test
  void missingPinTellsTheNextStep() throws IOException {
    Path file = Files.writeString(folder.resolve("oms.key"), uri("organization%20a", "oms") + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> KeyFile.load(file, Passphrase.none()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " is in a token whose PIN is needed: give --passphrase-file,"
                + " set COMMONWEIGHT_PASSPHRASE, or run in a terminal");
  }

  @Test
  void tokenThatIsNotThereIsRefused() {
    assertRefused(
        uri("organization%20b", "oms"),
        "is in token 'organization b', and the module knows 0 of that label: plug in exactly one");
  }

  @Test
  void labelOfTwoTokensIsRefused() {
    assertRefused(
        uri("twin", "oms"),
        "is in token 'twin', and the module knows 2 of that label: plug in exactly one");
  }

  @Test
  void keyThatIsNotThereIsRefused() {
    assertRefused(
        uri("organization%20a", "smo"),
        "is in token 'organization a', which has no private key with a certificate of label 'smo'");
  }

  @Test
  void keyOfAnotherAlgorithmIsRefused() {
    assertRefused(
        uri("organization%20a", "rsa"), "is in a token, where keys of P-256 only can be used");
  }

  @Test
  void moduleThatIsNotThereIsRefused() {
    Path none = folder.resolve("none.so");

    assertRefused(
        "pkcs11:token=a;object=b?module-path=" + none,
        "is in a token whose module %s cannot be loaded".formatted(none));
  }

  /** Why keys of the other algorithms stay in files. */
  @Test
  void theJdksProviderHasNeitherEdDsaNorMlDsa() throws Exception {
    var provider =
        Security.getProvider("SunPKCS11").configure(tokens.resolve("provider.cfg").toString());

    assertThat(provider.getService("Signature", "SHA256withECDSA")).isNotNull();
    assertThat(List.of("EdDSA", "Ed25519", "ML-DSA", "ML-DSA-65"))
        .allSatisfy(name -> assertThat(provider.getService("Signature", name)).isNull());
  }

  private static void assertRefused(String uri, String message) {
    assertThatThrownBy(() -> SigningKey.inToken(uri, PASSPHRASE))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  private static String uri(String token, String object) {
    return "pkcs11:token=%s;object=%s?module-path=%s".formatted(token, object, module);
  }
}
