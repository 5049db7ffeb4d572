package io.commonweight.cli.founding;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Quorum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person must know of a charter before believing it.
 *
 * @param founding the founding documents
 */
public record Description(Founding founding) {

  /** The charter as JSON. */
  public Map<String, Object> document() {
    Charter charter = founding.charter();
    Quorum quorum = charter.quorum();
    var document = new LinkedHashMap<String, Object>();
    document.put("federation", charter.federation());
    document.put("policy", charter.policy());
    document.put("charter", fingerprint());
    document.put("origin", charter.log().origin());
    document.put("members", charter.members().stream().map(Member::name).toList());
    document.put("nodes", charter.nodeCount());
    document.put("n", quorum.organizations());
    document.put("f", quorum.faults());
    document.put("k", quorum.required());
    return document;
  }

  /** The charter as text. */
  public List<String> lines() {
    Charter charter = founding.charter();
    List<String> lines = new ArrayList<>();
    lines.add("federation   %s, policy %s".formatted(charter.federation(), charter.policy()));
    lines.add("charter      " + fingerprint());
    lines.add("log          " + charter.log().origin());
    for (Member member : charter.members()) {
      lines.add(
          "member       %-20s root %s  %s, %d nodes"
              .formatted(
                  member.name(),
                  member.root().abbreviated(),
                  member.aggregator().isPresent() ? "aggregator" : "no aggregator",
                  member.nodes().size()));
    }
    lines.add(tolerance(charter.quorum()));
    return lines;
  }

  /** The trust anchor as people compare it. */
  public String fingerprint() {
    return "sha256:" + founding.charterDigest();
  }

  private static String tolerance(Quorum quorum) {
    int absent = quorum.organizations() - quorum.required();
    return "quorum       n = %d, f = %d, k = %d: %d must agree; %s"
        .formatted(
            quorum.organizations(),
            quorum.faults(),
            quorum.required(),
            quorum.required(),
            absent == 0
                ? "every absence makes a round wait"
                : "up to %d may be absent, or up to %d may lie".formatted(absent, quorum.faults()));
  }
}
