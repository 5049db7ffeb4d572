package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final byte[] SEED = Sha256.of(new byte[0]).bytes();

  private final HybridKey key = HybridKey.ofSeed(SEED);
  private final List<SigningKey> pair = List.of(key.ed25519(), key.mlDsa65());
  private final Passphrase passphrase = passphrase("correct horse");

  @TempDir private Path folder;

  @Test
  void encryptedKeysSurviveTheDiskAndOnlyTheirOwnerMayReadThem() throws IOException {
    Path file = folder.resolve("root.key");

    KeyFile.store(file, pair, passphrase);

    assertThat(KeyFile.load(file, passphrase).hybrid().verifyingKey())
        .isEqualTo(key.verifyingKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> line.startsWith("-----BEGIN"))
        .containsExactly(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----");
  }

  @ParameterizedTest
  @EnumSource
  void everyAlgorithmsKeySurvivesTheDisk(Algorithm algorithm) throws IOException {
    SigningKey single = SigningKey.ofSeed(algorithm, SEED);
    Path clear = folder.resolve("clear.key");
    Path encrypted = folder.resolve("encrypted.key");

    KeyFile.storeUnencrypted(clear, List.of(single));
    KeyFile.store(encrypted, List.of(single), passphrase);

    assertThat(KeyFile.load(clear, Passphrase.none()).keys(algorithm).getFirst().verifyingKey())
        .isEqualTo(single.verifyingKey());
    assertThat(KeyFile.load(encrypted, passphrase).keys(algorithm).getFirst().verifyingKey())
        .isEqualTo(single.verifyingKey());
  }

  @Test
  void noKeyIsOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("root.key"), "precious");

    assertThatThrownBy(() -> KeyFile.store(file, pair, passphrase))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> KeyFile.storeUnencrypted(file, pair))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("precious");
  }

  @Test
  void keysAreNotStoredInTheClearForWantOfAPassphrase() {
    Path file = folder.resolve("root.key");

    assertThatThrownBy(() -> KeyFile.store(file, pair, Passphrase.none()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " needs a passphrase: give --passphrase-file, set COMMONWEIGHT_PASSPHRASE,"
                + " or run in a terminal");
    assertThat(file).doesNotExist();
  }

  @Test
  void encryptedKeyWithoutAPassphraseTellsTheNextStep() throws IOException {
    Path file = folder.resolve("root.key");
    KeyFile.store(file, pair, passphrase);

    assertRefused(
        file,
        Passphrase.none(),
        " is encrypted: give --passphrase-file, set COMMONWEIGHT_PASSPHRASE, or run in a terminal");
  }

  @Test
  void wrongPassphraseIsRefused() throws IOException {
    Path file = folder.resolve("root.key");
    KeyFile.store(file, pair, passphrase);

    assertRefused(
        file,
        passphrase("wrong horse"),
        " cannot be decrypted: the passphrase is wrong, or the file damaged");
  }

  @Test
  void damagedCiphertextIsRefused() throws IOException {
    Path file = folder.resolve("oms.key");
    KeyFile.store(file, List.of(SigningKey.ofSeed(Algorithm.P_256, SEED)), passphrase);
    List<String> lines = Files.readAllLines(file);
    int last = lines.size() - 2;
    String line = lines.get(last);
    lines.set(last, (line.startsWith("A") ? "B" : "A") + line.substring(1));
    Files.write(file, lines);

    assertRefused(
        file, passphrase, " cannot be decrypted: the passphrase is wrong, or the file damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw-----w-", "rwx--x---"})
  void keyThatOthersMayTouchIsRefused(String permissions) throws IOException {
    Path file = folder.resolve("root.key");
    KeyFile.storeUnencrypted(file, pair);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertRefused(
        file,
        passphrase,
        " is open to others (%s): make it yours alone with 'chmod 600 %s'"
            .formatted(permissions, file));
  }

  @Test
  void missingFileTellsTheNextStep() {
    assertRefused(
        folder.resolve("root.key"),
        passphrase,
        " is not there: make it with 'commonweight keys generate'");
  }

  @Test
  void largeFileIsNotReadToItsEnd() throws IOException {
    Path file = ownersAlone("A".repeat(KeyFile.MAX_BYTES + 1));

    assertRefused(file, passphrase, " has more than 8192 bytes, too many for private keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "no key",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN -----\nAAAA\n-----END -----\n",
        "-----BEGIN -----BEGIN \n"
      })
  void fileWithoutAKeyIsRefused(String content) throws IOException {
    Path file = ownersAlone(content);

    assertRefused(file, passphrase, " is no key file: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "****", "MAA=", "A", "MAAA", "MIAAAA=="})
  void blockWithoutAKeyIsRefused(String base64) throws IOException {
    for (String type : List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
      Path file =
          ownersAlone("-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type));

      assertRefused(file, passphrase, " has a");
      Files.delete(file);
    }
  }

  @Test
  void threeKeysAreTooMany() throws IOException {
    Path one = folder.resolve("one.key");
    KeyFile.storeUnencrypted(one, List.of(key.ed25519()));

    Path file = ownersAlone(Files.readString(one).repeat(3));

    assertRefused(file, passphrase, " is no key file: it has 3 keys, not 1 to 2");
    assertThatThrownBy(
            () ->
                KeyFile.storeUnencrypted(
                    folder.resolve("x.key"), List.of(key.ed25519(), key.ed25519(), key.mlDsa65())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fileOfAnotherRoleIsRefused() throws IOException {
    Path file = folder.resolve("log.key");
    KeyFile.storeUnencrypted(
        file, List.of(key.ed25519(), SigningKey.ofSeed(Algorithm.ML_DSA_44, SEED)));
    KeyFile loaded = KeyFile.load(file, passphrase);

    assertThat(loaded.keys(Algorithm.ED25519, Algorithm.ML_DSA_44)).hasSize(2);
    assertThatThrownBy(loaded::hybrid)
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " has keys of Ed25519 and ML-DSA-44 where Ed25519 and ML-DSA-65 belong:"
                + " it is the file of another role");
    assertThatThrownBy(() -> loaded.keys(Algorithm.ED25519)).isInstanceOf(IOException.class);
  }

  @Test
  void passphraseIsAskedForOncePerFileAndTwiceForANewOne() throws IOException {
    Path file = folder.resolve("root.key");
    var prompts = new ArrayList<String>();
    Passphrase typed =
        Passphrase.typed(
            prompt -> {
              prompts.add(prompt);
              return Optional.of("typed".toCharArray());
            });

    KeyFile.store(file, pair, typed);
    KeyFile.load(file, typed);

    assertThat(prompts)
        .containsExactly("New passphrase", "New passphrase, once more", "Passphrase of root.key");
  }

  @Test
  void charactersOfThePassphraseAreWiped() throws IOException {
    char[] handedOut = "correct horse".toCharArray();
    Path file = folder.resolve("root.key");
    KeyFile.store(file, pair, passphrase);

    KeyFile.load(file, Passphrase.typed(_ -> Optional.of(handedOut)));

    assertThat(handedOut).containsOnly('\0');
  }

  @Test
  void textFormShowsNothingSecret() throws IOException {
    Path file = folder.resolve("root.key");
    KeyFile.storeUnencrypted(file, pair);

    assertThat(KeyFile.load(file, passphrase).toString())
        .isEqualTo("KeyFile[%s %s]".formatted(file, pair));
  }

  /** What is told of a malformed key in the clear does not quote it. */
  @Test
  void errorQuotesNothingOfTheFile() throws IOException {
    Path intact = folder.resolve("intact.key");
    KeyFile.storeUnencrypted(intact, pair);
    String text = Files.readString(intact);
    String secret = text.lines().skip(1).findFirst().orElseThrow();

    for (String damage : List.of("*", "=", "A", "AAAA")) {
      Path file = ownersAlone(text.replace(secret, secret + damage));

      assertThatThrownBy(() -> KeyFile.load(file, passphrase))
          .satisfies(error -> assertThat(messages(error)).noneMatch(m -> quotes(m, secret)));
      Files.delete(file);
    }
  }

  private static Stream<String> messages(Throwable error) {
    return Stream.iterate(error, e -> e != null, Throwable::getCause)
        .map(e -> String.valueOf(e.getMessage()));
  }

  private static boolean quotes(String message, String secret) {
    byte[] der = Base64.getMimeDecoder().decode(secret);
    String hex = HexFormat.of().formatHex(Arrays.copyOfRange(der, 16, 32));
    return message.contains(secret.substring(24, 32)) || message.contains(hex);
  }

  private Path ownersAlone(String content) throws IOException {
    var ownersAlone =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(Files.createFile(folder.resolve("bad.key"), ownersAlone), content);
  }

  private static void assertRefused(Path file, Passphrase passphrase, String start) {
    assertThatThrownBy(() -> KeyFile.load(file, passphrase))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + start);
  }

  private static Passphrase passphrase(String value) {
    return Passphrase.of(Optional.empty(), Map.of(Passphrase.ENVIRONMENT, value));
  }
}
