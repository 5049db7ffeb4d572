package io.commonweight.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable sequence of bytes with value equality, so that records can hold some. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /** The UTF-8 form of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** How many there are. */
  public int size() {
    return content.length;
  }

  /** Their digest. */
  public Sha256 sha256() {
    return Sha256.of(content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The length and nothing of the content, which may be secret or large. */
  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
