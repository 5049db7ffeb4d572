package io.commonweight.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any body is a shard of files that consist of chunks, or is refused. */
class ShardFuzzTest {
  @FuzzTest
  void anyBodyIsReadOrRefused(byte[] body) throws IOException {
    try {
      for (ShardFile file : ShardReader.read(new ByteArrayInputStream(body))) {
        assertThat(file.terms()).allMatch(term -> 0 <= term.first() && term.first() < term.end());
      }
    } catch (MalformedXetException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
