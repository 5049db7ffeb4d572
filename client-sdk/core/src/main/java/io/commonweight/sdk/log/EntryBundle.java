package io.commonweight.sdk.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encodes entries as tlog-tiles bundles: each entry behind its length in two bytes, big endian. */
public final class EntryBundle {

  /** Length of the longest entry, in bytes. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  private static final int LENGTH_BYTES = 2;
  private static final String DECODE = "decode entry bundle";

  private EntryBundle() {}

  /**
   * Encodes up to 256 entries.
   *
   * @throws IllegalArgumentException if there are more, or one is longer than 65,535 bytes
   */
  public static byte[] encode(List<byte[]> entries) {
    if (entries.size() > TilePath.FULL) {
      throw new IllegalArgumentException("a bundle of " + entries.size() + " entries");
    }
    var out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new IllegalArgumentException("an entry of " + entry.length + " bytes");
      }
      out.write(entry.length >>> Byte.SIZE);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /**
   * Decodes a bundle.
   *
   * @return its entries, freshly allocated
   * @throws ProofException if an entry is cut off or there are more than 256
   */
  public static List<byte[]> decode(byte[] bundle) throws ProofException {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at < bundle.length) {
      if (entries.size() == TilePath.FULL) {
        throw new ProofException(DECODE, "more than 256 entries");
      }
      int begin = at + LENGTH_BYTES;
      if (begin > bundle.length) {
        throw new ProofException(DECODE, "a length is cut off");
      }
      int end = begin + (Byte.toUnsignedInt(bundle[at]) << Byte.SIZE) + (bundle[at + 1] & 0xff);
      if (end > bundle.length) {
        throw new ProofException(DECODE, "an entry is cut off");
      }
      entries.add(Arrays.copyOfRange(bundle, begin, end));
      at = end;
    }
    return entries;
  }
}
