package io.commonweight.cli.pull;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.verify.Check;
import io.commonweight.sdk.verify.ReleaseVerifier;
import io.commonweight.sdk.verify.Verification;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is told of a verification.
 *
 * @param anchor the pinned charter
 * @param policy the repo that was asked for
 * @param verification what came of it
 * @param bundles those that came with the release; they change nothing
 */
record Outcome(
    Sha256 anchor, String policy, Verification verification, List<BundleFinding> bundles) {

  Outcome {
    bundles = List.copyOf(bundles);
  }

  /** What is told of a verification with a verifier. */
  static Outcome of(
      ReleaseVerifier verifier, Verification verification, List<BundleFinding> bundles) {
    return new Outcome(verifier.anchor(), verifier.policy(), verification, bundles);
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("verified", verification.passed());
    document.put("policy", policy);
    document.put("charter", "sha256:" + anchor);
    verification.release().ifPresent(verified -> describe(verified, document));
    if (verification.passed()) {
      document.put("bundles", bundles.stream().map(Outcome::document).toList());
    }
    document.put("checks", verification.checks().stream().map(Outcome::document).toList());
    return document;
  }

  private static void describe(VerifiedRelease verified, Map<String, Object> document) {
    document.put("federation", verified.charter().federation());
    document.put("charterVersion", verified.charter().version());
    document.put("sequence", verified.release().sequence());
    document.put("release", "sha256:" + verified.digest());
    document.put("weights", "sha256:" + verified.release().weights().sha256());
    document.put("witnessed", verified.witnessed().toString());
    document.put("advisories", verified.advisories().stream().map(Outcome::document).toList());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Check check : verification.checks()) {
      lines.add(
          "%s %-12s %s"
              .formatted(check.passed() ? "✓" : "✗", check.step().label(), check.detail()));
    }
    verification.release().stream()
        .flatMap(verified -> verified.advisories().stream())
        .forEach(advisory -> lines.add("! %s: %s".formatted(kind(advisory), advisory.reason())));
    lines.addAll(bundleLines());
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

  private List<String> bundleLines() {
    List<String> lines = new ArrayList<>();
    List<String> good =
        bundles.stream().filter(BundleFinding::isGood).map(BundleFinding::organization).toList();
    if (!good.isEmpty()) {
      lines.add("  bundles      signed for other tools by " + String.join(", ", good));
    }
    for (BundleFinding bundle : bundles) {
      bundle
          .fault()
          .ifPresent(
              fault -> lines.add("! bundle of %s: %s".formatted(bundle.organization(), fault)));
    }
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

  private static Map<String, Object> document(BundleFinding bundle) {
    var document = new LinkedHashMap<String, Object>();
    document.put("organization", bundle.organization());
    document.put("valid", bundle.isGood());
    bundle.fault().ifPresent(fault -> document.put("detail", fault));
    return document;
  }

  private static Map<String, Object> document(Advisory advisory) {
    var document = new LinkedHashMap<String, Object>();
    document.put("kind", kind(advisory));
    document.put("reason", advisory.reason());
    advisory.replacement().ifPresent(r -> document.put("replacement", "sha256:" + r));
    return document;
  }

  private static String kind(Advisory advisory) {
    return advisory.kind().name().toLowerCase(Locale.ROOT);
  }
}
