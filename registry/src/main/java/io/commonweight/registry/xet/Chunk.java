package io.commonweight.registry.xet;

/**
 * A chunk of a file, or a node over several.
 *
 * @param hash its hash
 * @param bytes how long its content is
 */
record Chunk(XetHash hash, long bytes) {
  /** The longest content of a chunk: 128 KiB. */
  static final int MAX_BYTES = 128 << 10;

  /** The chunk that has this content. */
  static Chunk of(byte[] content) {
    return new Chunk(HashKey.CHUNK.hash(content), content.length);
  }
}
