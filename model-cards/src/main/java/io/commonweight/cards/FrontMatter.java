package io.commonweight.cards;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The YAML block at the head of a README.md, between two lines of {@code ---}. */
public final class FrontMatter {

  /** Largest front matter that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 16;

  private static final String FENCE = "---";

  private FrontMatter() {}

  /**
   * Reads the front matter of any README.md, ours or not.
   *
   * @param readme a whole file; only its first {@value #MAX_BYTES} bytes are looked at
   * @return fields in the order written, empty if there is no front matter; values are {@code
   *     String}, {@code Long}, {@code Double}, {@code Boolean}, and unmodifiable {@code List} and
   *     {@code Map} of these; fields without a value are left out
   * @throws CardException if it is not closed, too large, not UTF-8, or YAML we do not take: no
   *     aliases, no tags but the standard ones, no duplicate keys, bounded depth
   */
  public static Map<String, Object> parse(byte[] readme) throws CardException {
    int start = lineEnd(readme, 0);
    if (!isFence(readme, 0, start)) {
      return Map.of();
    }
    int limit = Math.min(readme.length, MAX_BYTES);
    for (int line = start; line < limit; ) {
      int end = lineEnd(readme, line);
      if (isFence(readme, line, end)) {
        return SafeYaml.parse(decode(readme, start, line));
      }
      line = end;
    }
    throw new CardException(
        "front matter", "no closing line --- in the first " + MAX_BYTES + " bytes");
  }

  /** Writes the block with its fences; keys in the map's order, pure ASCII. */
  static String write(Map<String, Object> fields) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setBestLineBreak("\n")
            .setSplitLines(false)
            .setUseUnicodeEncoding(false)
            .build();
    String yaml = new Dump(settings, new QuotedStrings(settings)).dumpToString(fields);
    return FENCE + "\n" + yaml + FENCE + "\n\n";
  }

  private static int lineEnd(byte[] readme, int from) {
    int end = from;
    while (end < readme.length && readme[end] != '\n') {
      end++;
    }
    return Math.min(readme.length, end + 1);
  }

  private static boolean isFence(byte[] readme, int from, int to) {
    return to - from <= FENCE.length() + 2
        && new String(readme, from, to - from, StandardCharsets.ISO_8859_1)
            .stripTrailing()
            .equals(FENCE);
  }

  private static String decode(byte[] readme, int from, int to) throws CardException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(readme, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new CardException("front matter", "not UTF-8");
    }
  }
}
