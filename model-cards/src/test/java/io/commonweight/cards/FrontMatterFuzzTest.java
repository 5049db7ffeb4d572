package io.commonweight.cards;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class FrontMatterFuzzTest {

  private static final byte[] OPENING = "---\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CLOSING = "\n---\n".getBytes(StandardCharsets.UTF_8);

  /** Fences the input, so that it reaches the YAML reader; only a {@link CardException} escapes. */
  @FuzzTest
  void anyBytesAreReadOrRefused(byte @NotNull [] yaml) {
    byte[] readme =
        ByteBuffer.allocate(OPENING.length + yaml.length + CLOSING.length)
            .put(OPENING)
            .put(yaml)
            .put(CLOSING)
            .array();
    try {
      FrontMatter.parse(readme);
      CardClaims.read(readme);
    } catch (CardException e) {
      // The declared refusal.
    }
  }
}
