package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A name that is accepted has one spelling in lower case; all else is refused. */
class RepoIdFuzzTest {
  @FuzzTest
  void namesComeBack(byte[] bytes) {
    String name = new String(bytes, UTF_8);
    try {
      RepoId id = RepoId.parse(name);
      assertThat(RepoId.parse(id.toString())).isEqualTo(id);
      assertThat(id.toString()).isEqualToIgnoringCase(name).matches("[a-z0-9_./-]{3,193}");
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
