package io.commonweight.registry.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.MerkleTree;

/**
 * A row of a log.
 *
 * @param index its place, from 0
 * @param data the canonical bytes of an envelope with one signature
 * @param leaf their leaf hash
 * @param key by what a repetition is recognised
 */
record LogEntry(long index, Bytes data, Sha256 leaf, EntryKey key) {

  static LogEntry of(long index, SignedStatement statement) {
    byte[] data = statement.envelope().encode();
    return new LogEntry(index, Bytes.of(data), MerkleTree.leafHash(data), EntryKey.of(statement));
  }
}
