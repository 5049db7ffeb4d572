package io.commonweight.sdk.blob;

/**
 * A part of an upload that was written.
 *
 * @param number 1 to 10,000
 * @param tag what the store knows this content of the part by
 */
public record UploadPart(int number, String tag) {

  /** Most parts of an upload. */
  public static final int MAX_NUMBER = 10_000;

  /** Longest part. */
  public static final long MAX_BYTES = 256L << 20;

  /** Checks the number. */
  public UploadPart {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("part number " + number);
    }
  }

  static void requireSize(long sizeBytes) {
    if (sizeBytes < 0 || sizeBytes > MAX_BYTES) {
      throw new IllegalArgumentException("a part of " + sizeBytes + " bytes");
    }
  }
}
