package io.commonweight.sdk.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
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

  @AfterEach
  void nothingUnfinishedIsLeft() {
    assertThat(folder.resolve(".tmp")).isEmptyDirectory();
    assertThat(folder.resolve(".uploads")).isEmptyDirectory();
  }
}
