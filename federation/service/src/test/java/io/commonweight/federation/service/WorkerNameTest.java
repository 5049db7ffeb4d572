package io.commonweight.federation.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerNameTest {
  @Test
  void folderKeepsItsName(@TempDir Path one, @TempDir Path other) throws Exception {
    String name = WorkerName.of(one);

    assertThat(WorkerName.of(one)).isEqualTo(name);
    assertThat(WorkerName.of(other)).isNotEqualTo(name);
    try (var files = Files.list(one)) {
      assertThat(files).hasSize(1);
    }
  }
}
