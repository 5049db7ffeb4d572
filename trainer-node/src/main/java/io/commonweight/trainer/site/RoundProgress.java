package io.commonweight.trainer.site;

import io.commonweight.sdk.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * How far a site has come in a round, as its journal tells.
 *
 * @param isSeen whether work began
 * @param evaluated the evaluation that was made of the base
 * @param packed what was made and fixed
 * @param isUploaded whether the registry has the file
 * @param submitted the last receipt of the update
 * @param isAbandoned whether the round was given up
 */
record RoundProgress(
    boolean isSeen,
    Optional<JournalEntry.Evaluated> evaluated,
    Optional<JournalEntry.Packed> packed,
    boolean isUploaded,
    Optional<JournalEntry.Submitted> submitted,
    boolean isAbandoned) {
  private static final RoundProgress NONE =
      new RoundProgress(false, Optional.empty(), Optional.empty(), false, Optional.empty(), false);

  static RoundProgress of(List<JournalEntry> entries, Sha256 round) {
    RoundProgress progress = NONE;
    for (JournalEntry entry : entries) {
      if (entry.round().equals(round)) {
        progress = progress.after(entry);
      }
    }
    return progress;
  }

  /** Whether the log has the update, by its receipt, or the round was given up. */
  boolean isOver() {
    return submitted.isPresent() || isAbandoned;
  }

  private RoundProgress after(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Seen _ ->
          new RoundProgress(true, evaluated, packed, isUploaded, submitted, isAbandoned);
      case JournalEntry.BaseVerified _,
          JournalEntry.Trained _,
          JournalEntry.SessionBegun _,
          JournalEntry.Revealed _ ->
          this;
      case JournalEntry.Evaluated made ->
          new RoundProgress(isSeen, Optional.of(made), packed, isUploaded, submitted, isAbandoned);
      case JournalEntry.Packed made ->
          new RoundProgress(
              isSeen, evaluated, Optional.of(made), isUploaded, submitted, isAbandoned);
      case JournalEntry.Uploaded _ ->
          new RoundProgress(isSeen, evaluated, packed, true, submitted, isAbandoned);
      case JournalEntry.Submitted made ->
          new RoundProgress(isSeen, evaluated, packed, isUploaded, Optional.of(made), isAbandoned);
      case JournalEntry.Abandoned _ ->
          new RoundProgress(isSeen, evaluated, packed, isUploaded, submitted, true);
    };
  }
}
