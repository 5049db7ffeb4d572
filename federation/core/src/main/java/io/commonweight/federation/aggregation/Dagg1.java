package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The constants of {@code dagg/1} and the identifier of its specification. */
public final class Dagg1 {

  /** Largest weight of one node, 2^16. */
  public static final int MAX_WEIGHT = 1 << 16;

  /** Largest magnitude of a scale: a quantum is worth 2^−scale. */
  public static final int MAX_SCALE = 100;

  /** Largest difference between two scales of one round. */
  public static final int MAX_SCALE_SPREAD = 16;

  /**
   * Names the rule that co-signers applied: SHA-256, in lower-case hexadecimal, over the bytes of
   * {@code docs/protocol/aggregation.md} followed by those of {@code
   * docs/protocol/vectors/dagg-1.json}.
   */
  public static final String SPEC_ID =
      sha256(List.of(resource("aggregation.md"), resource("vectors/dagg-1.json")));

  private Dagg1() {}

  /**
   * Checks the scales of a round, one per tensor.
   *
   * @return the largest scale
   * @throws IllegalArgumentException if there is none, one is beyond ±{@value #MAX_SCALE}, or two
   *     differ by more than {@value #MAX_SCALE_SPREAD}
   */
  public static int maxScale(List<Integer> scales) {
    if (scales.isEmpty()) {
      throw new IllegalArgumentException("a round needs at least one tensor scale");
    }
    int max = scales.getFirst();
    int min = max;
    for (int scale : scales) {
      requireScale(scale);
      max = Math.max(max, scale);
      min = Math.min(min, scale);
    }
    if (max - min > MAX_SCALE_SPREAD) {
      throw new IllegalArgumentException(
          "scales from " + min + " to " + max + " differ by more than " + MAX_SCALE_SPREAD);
    }
    return max;
  }

  static void requireScale(int scale) {
    if (scale < -MAX_SCALE || scale > MAX_SCALE) {
      throw new IllegalArgumentException("scale " + scale + " is beyond ±" + MAX_SCALE);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream stream = Dagg1.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the class path; build with Maven");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(List<byte[]> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
