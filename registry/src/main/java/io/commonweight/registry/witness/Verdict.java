package io.commonweight.registry.witness;

import io.commonweight.sdk.log.NoteSignature;
import java.util.List;

/** What a witness says to a checkpoint, in the order in which it finds out. */
sealed interface Verdict {

  /**
   * It does not know the log (404).
   *
   * @param origin the log's name
   */
  record UnknownLog(String origin) implements Verdict {}

  /**
   * The log's keys have not signed it (403).
   *
   * @param reason what is wrong
   */
  record NotSigned(String reason) implements Verdict {}

  /**
   * The request contradicts itself (400).
   *
   * @param reason what is wrong
   */
  record Malformed(String reason) implements Verdict {}

  /**
   * It has cosigned another size last than the sender thinks (409).
   *
   * @param size that size; 0 if it has never cosigned
   */
  record OtherSize(long size) implements Verdict {}

  /**
   * The checkpoint is not shown to continue what it has cosigned (422).
   *
   * @param reason what is wrong
   */
  record NotConsistent(String reason) implements Verdict {}

  /**
   * It would cosign only what this registry holds, and that is less so far (503).
   *
   * @param reason what is being waited for
   */
  record NotHeld(String reason) implements Verdict {}

  /**
   * It has cosigned, and remembers it durably (200).
   *
   * @param lines its signature lines
   */
  record Cosigned(List<NoteSignature> lines) implements Verdict {
    /** Copies the lines. */
    public Cosigned {
      lines = List.copyOf(lines);
    }
  }
}
