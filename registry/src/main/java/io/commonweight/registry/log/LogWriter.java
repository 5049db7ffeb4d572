package io.commonweight.registry.log;

/** Continues a log: the sequencer does it here, a mirror by asking the log's origin. */
public interface LogWriter {

  /**
   * Appends a statement, or finds it if it is logged already.
   *
   * @param entry an envelope with one signature, in canonical bytes
   * @return the receipt, a tlog-proof; the entry and the checkpoint in it are durable
   */
  String append(byte[] entry);
}
