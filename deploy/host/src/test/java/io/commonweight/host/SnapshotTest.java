package io.commonweight.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path folder;
  private HostFolder source;
  private Path target;

  @BeforeEach
  void aFolder() throws IOException {
    source = HostFolder.of(folder.resolve("registry")).create();
    target = folder.resolve("backups/monday");
    Files.createDirectories(source.services().resolve("postgres/empty"));
    Files.writeString(source.services().resolve("postgres/base"), "rows");
    Files.writeString(source.services().resolve("postgres/postmaster.pid"), "4711");
    Files.createDirectories(source.blobs());
    Files.writeString(source.blobs().resolve("ab cd"), "bytes");
    Files.writeString(source.operatorToken(), "hf_secret");
    Files.setPosixFilePermissions(
        source.operatorToken(), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatIsRestoredIsWhatWasThere() throws IOException {
    Snapshot.take(source, target);
    HostFolder restored = HostFolder.of(folder.resolve("restored"));

    new Snapshot(target).restore(restored);

    assertThat(restored.blobs().resolve("ab cd")).hasContent("bytes");
    assertThat(restored.services().resolve("postgres/base")).hasContent("rows");
    assertThat(restored.services().resolve("postgres/empty")).isEmptyDirectory();
    assertThat(restored.services().resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(Files.getPosixFilePermissions(restored.operatorToken()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theSumsAreThoseThatSha256sumChecks() throws Exception {
    Snapshot.take(source, target);

    Process sha256sum =
        new ProcessBuilder("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS")
            .directory(target.toFile())
            .inheritIO()
            .start();

    assertThat(sha256sum.waitFor()).isZero();
    assertThat(new Snapshot(target).files()).isEqualTo(3);
  }

  @Test
  void aCopyIsForItsOwnerAlone() throws IOException {
    Snapshot.take(source, target);

    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Snapshot.take(source, target);
    Files.writeString(target.resolve("files/blobs/ab cd"), "bytez");

    assertThatThrownBy(() -> new Snapshot(target).restore(HostFolder.of(folder.resolve("new"))))
        .isInstanceOf(IOException.class)
        .hasMessage("blobs/ab cd is missing or damaged in " + target);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Snapshot.take(source, target);
    Files.delete(target.resolve("files/operator-token"));

    assertThatThrownBy(() -> new Snapshot(target).restore(HostFolder.of(folder.resolve("new"))))
        .hasMessage("operator-token is missing or damaged in " + target);
  }

  @Test
  void aFileTooManyIsRefused() throws IOException {
    Snapshot.take(source, target);
    Files.writeString(target.resolve("files/stranger"), "");

    assertThatThrownBy(() -> new Snapshot(target).restore(HostFolder.of(folder.resolve("new"))))
        .hasMessageContaining("files that its SHA256SUMS does not name");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Snapshot.take(source, target);

    assertThatThrownBy(() -> Snapshot.take(source, target)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new Snapshot(target).restore(source))
        .hasMessageContaining("is not empty");
  }

  @Test
  void aCopyDoesNotLieInWhatItCopies() {
    assertThatThrownBy(() -> Snapshot.take(source, source.root().resolve("backup")))
        .hasMessageContaining("would be lost with it");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Files.createSymbolicLink(source.blobs().resolve("link"), Path.of("/etc/hostname"));

    assertThatThrownBy(() -> Snapshot.take(source, target))
        .hasMessageContaining("is neither a file nor a folder");
  }
}
