package io.commonweight.registry.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.SignedNote;

/**
 * A row of a log.
 *
 * @param index its place, from 0
 * @param data the canonical bytes of an envelope with one signature; of the first entry of a log
 *     that follows another, those of the note with which that one was left
 * @param leaf their leaf hash
 * @param key by what a repetition is recognised
 */
record LogEntry(long index, Bytes data, Sha256 leaf, EntryKey key) {

  /** The first entry of a log that follows another: the checkpoint at which that one was left. */
  static LogEntry following(SignedNote last) {
    byte[] data = last.bytes();
    var digest = Sha256.of(data);
    return new LogEntry(
        0,
        Bytes.of(data),
        MerkleTree.leafHash(data),
        new EntryKey(digest, new Fingerprint(digest)));
  }

  static LogEntry of(long index, SignedStatement statement) {
    byte[] data = statement.envelope().encode();
    return new LogEntry(index, Bytes.of(data), MerkleTree.leafHash(data), EntryKey.of(statement));
  }
}
