package io.commonweight.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any body is a xorb whose index comes back from its bytes, or is refused. */
class XorbFuzzTest {
  @FuzzTest
  void anyBodyIsIndexedOrRefused(byte[] body) throws IOException {
    try {
      XorbIndex index = XorbIndex.read(new ByteArrayInputStream(body));
      assertThat(index.storedBytes()).isBetween(1L, (long) body.length);
      assertThat(XorbIndex.ofBytes(index.toBytes())).isEqualTo(index);
    } catch (MalformedXetException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
