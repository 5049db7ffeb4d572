package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final List<String> ROLES =
      List.of(
          "root", "oms", "witness", "log", "aggregator", "release", "registry", "node-1", "node-2");

  @TempDir private Path folder;

  @Test
  void everyRoleHasAKeyThatOnlyItsOwnerReads() throws IOException {
    Path keys = folder.resolve("north");

    Invocation made = generate(keys, "--nodes", "2", "--log");

    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isZero();
    assertThat(keys.toFile().list())
        .containsExactlyInAnyOrder(
            Stream.concat(
                    ROLES.stream().flatMap(role -> Stream.of(role + ".key", role + ".pub")),
                    Stream.of("member.json"))
                .toArray(String[]::new));
    assertThat(permissions(keys)).isEqualTo("rwx------");
    for (String role : ROLES) {
      assertThat(permissions(keys.resolve(role + ".key"))).isEqualTo("rw-------");
    }
  }

  @Test
  void theMemberFileHoldsWhatACharterNames() throws IOException {
    generate(folder, "--log");

    MemberFile member = MemberFile.load(folder.resolve("member.json"));

    assertThat(member.organization()).isEqualTo("north");
    assertThat(member.root()).isEqualTo(key("root").hybrid().verifyingKey());
    assertThat(member.charterKeys())
        .containsExactlyElementsOf(
            Stream.of("root", "oms", "witness")
                .flatMap(role -> publicHalves(role).stream())
                .toList());
    assertThat(member.witness().orElseThrow().name()).isEqualTo("north/witness");
    assertThat(member.log().orElseThrow().keys()).isEqualTo(publicHalves("log"));
  }

  @Test
  void whoeverRunsNoWitnessAndNoLogHasNoKeysForThem() throws IOException {
    generate(folder, "--no-witness");

    MemberFile member = MemberFile.load(folder.resolve("member.json"));

    assertThat(member.witness()).isEmpty();
    assertThat(member.log()).isEmpty();
    assertThat(folder.resolve("witness.key")).doesNotExist();
  }

  @Test
  void keysAreEncryptedUnlessToldOtherwise() throws IOException {
    Path keys = folder.resolve("north");

    Invocation made =
        Invocation.run(
            "keys",
            "generate",
            "--organization",
            "north",
            "--dir",
            keys,
            "--no-witness",
            "--passphrase-file",
            passphrase("right"));

    assertThat(made.err()).isEmpty();
    assertThat(keys.resolve("root.key"))
        .content()
        .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    Path root = keys.resolve("root.key");
    Invocation shown =
        Invocation.run("keys", "show", root, "--json", "--passphrase-file", passphrase("right"));
    assertThat(shown.json().path("root").asText())
        .isEqualTo(Invocation.run("keys", "show", keys, "--json").json().path("root").asText());
    Invocation refused =
        Invocation.run("keys", "show", root, "--passphrase-file", passphrase("wrong"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("commonweight: " + root + " ").contains("passphrase");
  }

  @Test
  void aKeyFileThatOthersMayReadIsRefused() throws IOException {
    generate(folder);
    Path root = folder.resolve("root.key");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rw-r--r--"));

    Invocation refused = Invocation.run("keys", "show", root);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is open to others (rw-r--r--): make it yours alone with 'chmod 600 " + root);
  }

  @Test
  void keysAreNeverOverwritten() throws IOException {
    generate(folder);
    byte[] before = Files.readAllBytes(folder.resolve("root.key"));

    Invocation again = generate(folder);

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("never overwritten: name another --dir");
    assertThat(Files.readAllBytes(folder.resolve("root.key"))).isEqualTo(before);
  }

  @Test
  void namesThatNoCharterTakesAreRefused() {
    Invocation refused =
        Invocation.run("keys", "generate", "--organization", "No Name", "--dir", folder);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("commonweight: 'No Name' is no organization's name");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void folderAndMemberFileShowTheSameFingerprints() {
    generate(folder, "--log");

    Invocation ofFolder = Invocation.run("keys", "show", folder, "--json");
    Invocation ofFile = Invocation.run("keys", "show", folder.resolve("member.json"), "--json");

    assertThat(ofFolder.json()).hasSize(8);
    assertThat(ofFile.json()).hasSize(4);
    ofFile
        .json()
        .properties()
        .forEach(role -> assertThat(ofFolder.json().get(role.getKey())).isEqualTo(role.getValue()));
  }

  private Invocation generate(Path keys, String... more) {
    List<Object> args = new ArrayList<>(List.of("keys", "generate", "--organization", "north"));
    args.addAll(List.of("--dir", keys, "--no-passphrase"));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }

  private Path passphrase(String text) throws IOException {
    return Files.writeString(folder.resolve(text), text + "\n");
  }

  private KeyFile key(String role) throws IOException {
    return KeyFile.load(folder.resolve(role + ".key"), Passphrase.none());
  }

  private List<VerifyingKey> publicHalves(String role) {
    try {
      assertThat(PublicKeyFile.load(folder.resolve(role + ".pub")).keys())
          .isEqualTo(key(role).verifyingKeys());
      return key(role).verifyingKeys();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
