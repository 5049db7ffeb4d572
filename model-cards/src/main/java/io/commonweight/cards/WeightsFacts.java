package io.commonweight.cards;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What anyone can read off a weights file.
 *
 * @param sha256 digest of the file
 * @param tensors its tensors, in any order
 */
public record WeightsFacts(String sha256, List<Tensor> tensors) {

  /** Checks the digest and copies the tensors. */
  public WeightsFacts {
    Checks.sha256("weights digest", sha256);
    tensors = List.copyOf(tensors);
  }

  /** Number of elements over all tensors. */
  public long parameters() {
    return tensors.stream().mapToLong(Tensor::elements).reduce(0, Math::addExact);
  }

  /**
   * A digest of names, types and shapes: SHA-256 over one line {@code dtype shape name} for each
   * tensor, sorted by name, where a shape is written {@code [2,3]} and each line ends in LF.
   */
  public String tableSha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      tensors.stream()
          .sorted(Comparator.comparing(Tensor::name))
          .map(t -> t.dtype() + " " + t.shapeText() + " " + t.name() + "\n")
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A tensor's entry in the file.
   *
   * @param name its name
   * @param dtype its element type as safetensors writes it, for example {@code F32}
   * @param shape its dimensions, none for a scalar
   */
  public record Tensor(String name, String dtype, List<Long> shape) {

    /** Refuses negative dimensions and more than 2^63 − 1 elements. */
    public Tensor {
      shape = List.copyOf(shape);
      shape.forEach(dimension -> Checks.atLeast("dimension", 0, dimension));
      elements(shape);
    }

    long elements() {
      return elements(shape);
    }

    String shapeText() {
      return shape.toString().replace(" ", "");
    }

    private static long elements(List<Long> shape) {
      try {
        return shape.stream().reduce(1L, Math::multiplyExact);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape " + shape + " has too many elements", e);
      }
    }
  }
}
