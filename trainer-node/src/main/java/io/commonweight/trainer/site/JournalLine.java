package io.commonweight.trainer.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.time.Instant;
import java.util.Map;

/** A journal entry as one line of canonical JSON with the time it was written. */
record JournalLine(long at, JsonNode entry, String kind) {
  static final int MAX_BYTES = 1 << 16;

  private static final Map<String, Class<? extends JournalEntry>> KINDS =
      Map.of(
          "seen", JournalEntry.Seen.class,
          "base-verified", JournalEntry.BaseVerified.class,
          "evaluated", JournalEntry.Evaluated.class,
          "trained", JournalEntry.Trained.class,
          "packed", JournalEntry.Packed.class,
          "uploaded", JournalEntry.Uploaded.class,
          "submitted", JournalEntry.Submitted.class,
          "session-begun", JournalEntry.SessionBegun.class,
          "revealed", JournalEntry.Revealed.class,
          "abandoned", JournalEntry.Abandoned.class);

  static byte[] write(JournalEntry entry, Instant at) {
    return CanonicalJson.write(
        new JournalLine(at.getEpochSecond(), CanonicalJson.tree(entry), kind(entry)));
  }

  /**
   * Reads a line.
   *
   * @throws JsonException if it is none of ours
   */
  static JournalEntry read(byte[] line) throws JsonException {
    JournalLine parsed = CanonicalJson.read(line, MAX_BYTES, JournalLine.class);
    Class<? extends JournalEntry> kind = KINDS.get(parsed.kind());
    if (kind == null) {
      throw new JsonException("unknown kind '" + parsed.kind() + "'");
    }
    return CanonicalJson.read(parsed.entry(), kind);
  }

  private static String kind(JournalEntry entry) {
    return switch (entry) {
      case JournalEntry.Seen _ -> "seen";
      case JournalEntry.BaseVerified _ -> "base-verified";
      case JournalEntry.Evaluated _ -> "evaluated";
      case JournalEntry.Trained _ -> "trained";
      case JournalEntry.Packed _ -> "packed";
      case JournalEntry.Uploaded _ -> "uploaded";
      case JournalEntry.Submitted _ -> "submitted";
      case JournalEntry.SessionBegun _ -> "session-begun";
      case JournalEntry.Revealed _ -> "revealed";
      case JournalEntry.Abandoned _ -> "abandoned";
    };
  }
}
