package io.commonweight.sdk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest (FIPS 180-4), the identity of every blob in Commonweight.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(@JsonValue String hex) implements Comparable<Sha256> {
  /** Length of a digest. */
  public static final int BYTES = 32;

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
   */
  @JsonCreator
  public Sha256 {
    if (hex.length() != 2 * BYTES || !hex.chars().allMatch(Sha256::isLowerHex)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: '" + hex + "'");
    }
  }

  /** The digest of {@code content}. */
  public static Sha256 of(byte[] content) {
    return ofBytes(newDigest().digest(content));
  }

  /** The digest of a file, read as a stream. */
  public static Sha256 of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** The digest of all that is left in {@code in}, which stays open. */
  public static Sha256 of(InputStream in) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return ofBytes(digest.digest());
  }

  /**
   * The digest whose raw bytes these are.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static Sha256 ofBytes(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** A fresh SHA-256 computation, for those who hash while they copy. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The 32 raw bytes, freshly allocated. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(Sha256 other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
