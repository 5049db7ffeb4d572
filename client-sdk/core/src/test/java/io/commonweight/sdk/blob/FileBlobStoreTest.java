package io.commonweight.sdk.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {

  @TempDir private Path folder;

  @Override
  BlobStore open() throws IOException {
    return new FileBlobStore(folder);
  }

  @Override
  int partBytes() {
    return 10;
  }

  @Test
  void anObjectsFileHoldsItAndStaysAsItIsWhenTheObjectIsReplaced() throws IOException {
    BlobStore store = open();
    store.put("a/b", new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);

    try (InputStream before = Files.newInputStream(store.file("a/b").orElseThrow())) {
      store.put("a/b", new ByteArrayInputStream(new byte[] {4}), 1);

      assertThat(before.readAllBytes()).containsExactly(1, 2, 3);
      assertThat(store.file("a/b").orElseThrow()).hasBinaryContent(new byte[] {4});
    }
    assertThat(store.file("a/c")).isEmpty();
    assertThat(store.file("a")).isEmpty();
  }

  @AfterEach
  void nothingUnfinishedIsLeft() {
    assertThat(folder.resolve(".tmp")).isEmptyDirectory();
    assertThat(folder.resolve(".uploads")).isEmptyDirectory();
  }
}
