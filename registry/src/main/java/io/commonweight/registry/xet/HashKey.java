package io.commonweight.registry.xet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;

/** What is hashed, each with a BLAKE3 key of its own (Xet protocol 1.0, Hashing). */
enum HashKey {
  /** The content of a chunk. */
  CHUNK("6697f5775b9550de3135cbaca597181c9de421109beb2b58b4d0b04b93adf229"),
  /** The lines of a node's children. */
  NODE("017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f"),
  /** The root of a file's chunks. */
  FILE("00".repeat(XetHash.BYTES)),
  /** The hashes of the chunks that a term names. */
  TERM("7f1857d6ce56ed66127ff913e7a5c3f3a4cd26d5b5db49e64124987f28fb94c3");

  private final String hex;

  HashKey(String hex) {
    this.hex = hex;
  }

  /** The hash of some bytes. */
  XetHash hash(byte[] bytes) {
    var digest = new Blake3Digest(8 * XetHash.BYTES);
    digest.init(Blake3Parameters.key(HexFormat.of().parseHex(hex)));
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[XetHash.BYTES];
    digest.doFinal(hash, 0);
    return XetHash.read(ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN));
  }
}
