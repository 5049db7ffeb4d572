package io.commonweight.cli.pull;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.verify.Check;
import io.commonweight.sdk.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of a verification.
 *
 * @param founding under which charter
 * @param verification what came of it
 */
record Outcome(Founding founding, Verification verification) {

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("verified", verification.passed());
    document.put("policy", founding.charter().policy());
    document.put("federation", founding.charter().federation());
    document.put("charter", "sha256:" + founding.charterDigest());
    verification
        .release()
        .ifPresent(
            verified -> {
              document.put("sequence", verified.release().sequence());
              document.put("release", "sha256:" + verified.digest());
              document.put("weights", "sha256:" + verified.release().weights().sha256());
            });
    document.put("checks", verification.checks().stream().map(Outcome::document).toList());
    return document;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Check check : verification.checks()) {
      lines.add(
          "%s %-13s %s"
              .formatted(check.passed() ? "✓" : "✗", check.step().label(), check.detail()));
    }
    lines.add(
        verification
            .release()
            .map(
                v ->
                    "verified: %s release %d"
                        .formatted(v.release().policy(), v.release().sequence()))
            .orElse("refused: do not load these weights"));
    return lines;
  }

  int exitCode() {
    return verification.passed() ? 0 : 1;
  }

  private static Map<String, Object> document(Check check) {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", check.step().label());
    document.put("passed", check.passed());
    document.put("detail", check.detail());
    return document;
  }
}
