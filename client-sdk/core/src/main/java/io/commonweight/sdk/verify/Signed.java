package io.commonweight.sdk.verify;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A release that enough organizations are shown to have signed.
 *
 * @param keys how the keys came to be at work
 * @param check by what rule the signatures count
 * @param voices the signatures that count, as far as is known yet
 */
record Signed(KeyHistory keys, SignatureCheck check, List<Voice> voices) {

  Signed {
    voices = List.copyOf(voices);
  }

  /** Where they stand. */
  Set<Long> places() {
    return voices.stream().map(Voice::place).collect(Collectors.toSet());
  }

  /** Where the last of them stands. */
  long last() {
    return voices.stream().mapToLong(Voice::place).max().orElseThrow();
  }

  /** Fails if without the keys whose delegation was over at a time too few have signed. */
  void requireAtWork(long time) throws FailedCheckException {
    check.requireQuorum(
        "without release keys whose delegation was over when the aggregates stood signed",
        voices.stream().filter(voice -> !check.isOver(voice, time)).toList());
  }

  String describe() {
    return check.describe(voices);
  }
}
