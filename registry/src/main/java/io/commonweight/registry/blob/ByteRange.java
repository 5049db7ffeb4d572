package io.commonweight.registry.blob;

import io.commonweight.registry.problem.RegistryException.RangeNotSatisfiable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes of a content (RFC 9110 §14).
 *
 * @param first the first byte
 * @param last the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** The number of bytes. */
  public long length() {
    return last - first + 1;
  }

  /**
   * Reads a {@code Range} header against a content of {@code size} bytes.
   *
   * @return empty if the whole content is to be sent: there is no range, or one that a server may
   *     ignore, such as several at once
   * @throws RangeNotSatisfiable if it begins behind the end
   */
  public static Optional<ByteRange> parse(Optional<String> header, long size) {
    Matcher range = SINGLE.matcher(header.orElse("").trim());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      return Optional.of(suffix(Long.parseLong(range.group(2)), size));
    }
    long first = Long.parseLong(range.group(1));
    long last =
        range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
    if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new RangeNotSatisfiable(size);
    }
    return Optional.of(new ByteRange(first, last));
  }

  private static ByteRange suffix(long length, long size) {
    if (length == 0 || size == 0) {
      throw new RangeNotSatisfiable(size);
    }
    return new ByteRange(Math.max(0, size - length), size - 1);
  }
}
