package io.commonweight.cli.charter;

import io.commonweight.sdk.statement.Quorum;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy survives, for people and for programs.
 *
 * @param parties what is counted, in the plural
 * @param quorum the policy
 */
public record Tolerance(String parties, Quorum quorum) {

  /** As JSON: n, f and k, and the numbers of liars and of absences that do no harm. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("n", quorum.parties());
    document.put("f", quorum.faults());
    document.put("k", quorum.required());
    document.put("toleratesLiars", quorum.toleratesLiars());
    document.put("toleratesAbsences", quorum.toleratesAbsences());
    return document;
  }

  /** As text. */
  public String line() {
    return "n = %d, f = %d, k = %d: %d of %d %s must agree; %s; %s"
        .formatted(
            quorum.parties(),
            quorum.faults(),
            quorum.required(),
            quorum.required(),
            quorum.parties(),
            parties,
            liars(quorum.toleratesLiars()),
            absences(quorum.toleratesAbsences()));
  }

  private static String liars(int most) {
    return most == 0
        ? "one that lies could make two decisions of one"
        : "up to %d may lie".formatted(most);
  }

  private static String absences(int most) {
    return most == 0 ? "every absence makes all wait" : "up to %d may be absent".formatted(most);
  }
}
