package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  @TempDir private Path folder;

  @Test
  void everyRoleHasAKeyThatOnlyItsOwnerReads() throws IOException {
    Path keys = folder.resolve("north");

    Invocation made = generate(keys, "--nodes", "2", "--log");

    assertThat(made.exitCode()).isZero();
    assertThat(keys.toFile().list())
        .containsExactlyInAnyOrder(
            "root.key",
            "aggregator.key",
            "registry.key",
            "log.key",
            "node-1.key",
            "node-2.key",
            "member.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("root.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theMemberFileHoldsThePublicHalves() throws IOException {
    generate(folder, "--nodes", "2");

    MemberFile member = MemberFile.load(folder.resolve("member.json"));

    assertThat(member.organization()).isEqualTo("north");
    assertThat(member.log()).isEmpty();
    assertThat(member.root()).isEqualTo(publicKey("root"));
    assertThat(member.aggregator()).isEqualTo(publicKey("aggregator"));
    assertThat(member.registry()).isEqualTo(publicKey("registry"));
    assertThat(member.nodes()).containsExactly(publicKey("node-1"), publicKey("node-2"));
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

    assertThat(ofFolder.json()).hasSize(5).isEqualTo(ofFile.json());
  }

  private Invocation generate(Path keys, String... more) {
    Object[] args = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"keys", "generate", "--organization", "north", "--dir", keys}, 0, args, 0, 6);
    System.arraycopy(more, 0, args, 6, more.length);
    return Invocation.run(args);
  }

  private io.commonweight.sdk.identity.VerifyingKey publicKey(String role) throws IOException {
    return SigningKey.load(folder.resolve(role + ".key")).verifyingKey();
  }
}
