package io.commonweight.registry.xet;

/**
 * A part of a file: chunks of a xorb that follow each other.
 *
 * @param xorb the xorb
 * @param bytes the length of their content
 * @param first the first chunk, from 0
 * @param end the chunk behind the last
 * @param verification the hash over their hashes, which only those know who know the chunks
 */
record Term(XetHash xorb, long bytes, int first, int end, XetHash verification) {}
