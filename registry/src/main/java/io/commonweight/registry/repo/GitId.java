package io.commonweight.registry.repo;

import java.util.regex.Pattern;

/**
 * The id of a git object: the SHA-1 of its type, length and content.
 *
 * <p>An id is a name and no proof: what a release contains is signed by SHA-256.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record GitId(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");

  /**
   * @throws IllegalArgumentException if {@code hex} is not 40 lower-case hexadecimal digits
   */
  public GitId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a git object id: '" + hex + "'");
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
