package io.commonweight.registry.xet;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a shard as clients upload it (Xet protocol 1.0, Shard): a header, files, xorbs, and no
 * footer, all of them in entries of 48 bytes. Of the xorbs nothing is kept, since what they contain
 * is known from themselves.
 */
final class ShardReader {
  /** Most parts that the files of a shard have together. */
  static final int MAX_TERMS = 1 << 18;

  private static final int ENTRY_BYTES = 48;
  private static final int VERSION = 2;
  private static final int WITH_VERIFICATION = 1 << 31;
  private static final int WITH_SHA256 = 1 << 30;
  private static final byte[] TAG =
      HexFormat.of().parseHex("48465265706f4d6574614461746100556967456a7b815783a5bdd95ccdd14aa9");

  private final InputStream in;
  private final List<ShardFile> files = new ArrayList<>();
  private int terms;

  private ShardReader(InputStream in) {
    this.in = in;
  }

  /**
   * The files of a shard.
   *
   * @param in read to its end, never closed
   * @throws MalformedXetException if it is none, or has more than {@value #MAX_TERMS} parts, or
   *     says of a file neither its SHA-256 nor how its parts are verified
   */
  static List<ShardFile> read(InputStream in) throws IOException {
    var reader = new ShardReader(in);
    reader.readHeader();
    reader.readFiles();
    reader.readXorbs();
    return List.copyOf(reader.files);
  }

  private void readHeader() throws IOException {
    ByteBuffer header = entry();
    byte[] tag = new byte[TAG.length];
    header.get(tag);
    if (!Arrays.equals(tag, TAG) || header.getLong() != VERSION) {
      throw new MalformedXetException("not a shard of version " + VERSION);
    }
    if (header.getLong() != 0) {
      throw new MalformedXetException("an uploaded shard has no footer");
    }
  }

  private void readFiles() throws IOException {
    for (ByteBuffer head = entry(); ; head = entry()) {
      XetHash hash = XetHash.read(head);
      if (hash.isBookend()) {
        return;
      }
      int flags = head.getInt();
      if ((flags & WITH_VERIFICATION) == 0 || (flags & WITH_SHA256) == 0) {
        throw new MalformedXetException(
            "file " + hash + " comes without verification hashes or without its SHA-256");
      }
      files.add(file(hash, head.getInt()));
    }
  }

  private ShardFile file(XetHash hash, int count) throws IOException {
    if (count < 0 || count > MAX_TERMS - terms) {
      throw new MalformedXetException("the shard has more than " + MAX_TERMS + " terms");
    }
    terms += count;
    List<ByteBuffer> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(entry());
    }
    List<Term> read = new ArrayList<>(count);
    for (ByteBuffer part : parts) {
      read.add(term(part, XetHash.read(entry())));
    }
    return new ShardFile(hash, read, new Sha256(XetHash.read(entry()).toString()));
  }

  private static Term term(ByteBuffer part, XetHash verification) throws MalformedXetException {
    XetHash xorb = XetHash.read(part);
    part.getInt();
    long bytes = Integer.toUnsignedLong(part.getInt());
    int first = part.getInt();
    int end = part.getInt();
    if (first < 0 || end <= first) {
      throw new MalformedXetException("a term has no chunks");
    }
    return new Term(xorb, bytes, first, end, verification);
  }

  private void readXorbs() throws IOException {
    for (ByteBuffer head = entry(); !XetHash.read(head).isBookend(); head = entry()) {
      head.getInt();
      long chunks = Integer.toUnsignedLong(head.getInt());
      for (long i = 0; i < chunks; i++) {
        entry();
      }
    }
    if (in.read() >= 0) {
      throw new MalformedXetException("the shard goes on behind its end");
    }
  }

  private ByteBuffer entry() throws IOException {
    byte[] entry = in.readNBytes(ENTRY_BYTES);
    if (entry.length < ENTRY_BYTES) {
      throw new MalformedXetException("the shard ends early");
    }
    return ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
  }
}
