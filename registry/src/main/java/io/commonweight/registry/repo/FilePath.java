package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * The path of a file or folder below the root of a repo: segments joined by slashes, each of which
 * git accepts on every system, so that a checkout never leaves its folder or changes git's own.
 *
 * @param text the path, without a slash at either end
 */
public record FilePath(String text) {
  private static final int MAX_BYTES = 1024;
  private static final int MAX_SEGMENT_BYTES = 255;
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\\\]|^[A-Za-z]:");

  /**
   * @throws IllegalArgumentException if it is empty, absolute, too long or leaves the repo, or has
   *     a segment that is reserved or longer than 255 bytes, a backslash or a control character
   */
  public FilePath {
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPath(text);
    } catch (CorruptObjectException e) {
      throw new IllegalArgumentException("no path of a file: " + e.getMessage(), e);
    }
    if (UNFIT.matcher(text).find() || !isShort(text)) {
      throw new IllegalArgumentException("no path of a file: '" + text + "'");
    }
  }

  private static boolean isShort(String text) {
    boolean isShort = text.getBytes(UTF_8).length <= MAX_BYTES;
    for (String segment : text.split("/", -1)) {
      isShort &= segment.getBytes(UTF_8).length <= MAX_SEGMENT_BYTES;
    }
    return isShort;
  }

  @Override
  public String toString() {
    return text;
  }
}
