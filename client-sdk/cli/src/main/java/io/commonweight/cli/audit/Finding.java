package io.commonweight.cli.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that must not be.
 *
 * @param round in which round, if in one
 * @param who the organization that signed it, or the registry that showed it
 * @param entry the place of what was signed
 * @param problem in words
 * @param proof what was stated and what follows from the log, for whoever computes it again
 */
record Finding(
    OptionalInt round, String who, OptionalLong entry, String problem, Map<String, Object> proof) {

  /** Keeps the order. */
  Finding {
    proof = Collections.unmodifiableMap(new LinkedHashMap<>(proof));
  }

  /** Something that a registry showed and nobody in particular signed. */
  static Finding of(String who, String problem) {
    return new Finding(OptionalInt.empty(), who, OptionalLong.empty(), problem, Map.of());
  }

  String line() {
    var line = new StringBuilder("FOUND     ");
    round.ifPresent(number -> line.append(" round ").append(number).append(','));
    line.append(' ').append(who);
    entry.ifPresent(place -> line.append(", entry ").append(place));
    return line.append(": ").append(problem).toString();
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    round.ifPresent(number -> document.put("round", number));
    document.put("who", who);
    entry.ifPresent(place -> document.put("entry", place));
    document.put("problem", problem);
    document.putAll(proof);
    return document;
  }
}
