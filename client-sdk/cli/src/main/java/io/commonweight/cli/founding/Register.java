package io.commonweight.cli.founding;

import io.commonweight.cli.charter.Description;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LoggedCharter;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.charter.Proposal;
import io.commonweight.sdk.charter.Revoked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is who in a federation, as its verified log tells.
 *
 * @param state what the log says
 * @param now by whose clock delegations are live
 */
record Register(FederationState state, Instant now) {

  /** As JSON. */
  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.putAll(new Description(state.directory().inForce()).document());
    document.put("verified", true);
    document.put("inForce", state.directory().succession().isFounded());
    document.put("entries", state.size());
    document.put("charters", state.charters().stream().map(Register::document).toList());
    document.put("delegations", live().stream().map(Register::document).toList());
    document.put("revocations", delegations().revoked().stream().map(this::document).toList());
    document.put("proposals", proposals().stream().map(Register::document).toList());
    return document;
  }

  /** As text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("verified     %d entries of the log".formatted(state.size()));
    lines.addAll(new Description(state.directory().inForce()).lines());
    if (!state.directory().succession().isFounded()) {
      lines.add("not in force: too few members have approved the charter");
    }
    state.charters().forEach(charter -> lines.add("in force     " + line(charter)));
    live().forEach(delegated -> lines.add("delegation   " + line(delegated)));
    delegations().revoked().forEach(revoked -> lines.add("revocation   " + line(revoked)));
    proposals().forEach(proposal -> lines.add("proposal     " + line(proposal)));
    return lines;
  }

  private List<Delegated> live() {
    return delegations().live(now.getEpochSecond());
  }

  private Delegations delegations() {
    return state.directory().delegations();
  }

  private List<Proposal> proposals() {
    return state.directory().succession().proposals();
  }

  /** One link of the chain of charters. */
  private static Map<String, Object> document(LoggedCharter charter) {
    var document = new LinkedHashMap<String, Object>();
    document.put("version", charter.charter().version());
    document.put("charter", "sha256:" + charter.digest());
    document.put("index", charter.index());
    document.put("signatures", charter.envelopes());
    document.put("epoch", charter.charter().log().epoch());
    return document;
  }

  private static Map<String, Object> document(Delegated delegated) {
    var document = new LinkedHashMap<String, Object>();
    document.put("key", delegated.delegation().fingerprint().hex());
    document.put("organization", delegated.organization());
    document.put("role", delegated.delegation().role());
    document.put("maxWeight", delegated.delegation().maxWeight());
    document.put("until", until(delegated));
    document.put("index", delegated.index());
    return document;
  }

  private Map<String, Object> document(Revoked revoked) {
    var document = new LinkedHashMap<String, Object>();
    document.put("key", revoked.key().hex());
    document.put("organization", organization(revoked));
    document.put("reason", revoked.revocation().reason());
    document.put("from", revoked.from());
    document.put("index", revoked.index());
    return document;
  }

  private static Map<String, Object> document(Proposal proposal) {
    var document = new LinkedHashMap<String, Object>();
    document.put("charter", "sha256:" + proposal.digest());
    document.put("version", proposal.documents().charter().version());
    document.put("approvedBefore", proposal.before());
    document.put("approvedAfter", proposal.after());
    return document;
  }

  private static String line(LoggedCharter charter) {
    return "version %d, sha256:%s, from entry %d on, signed in entries %s"
        .formatted(
            charter.charter().version(), charter.digest(), charter.index(), charter.envelopes());
  }

  private static String line(Delegated delegated) {
    return "%-20s %-10s %s  until %s"
        .formatted(
            delegated.organization(),
            delegated.delegation().role(),
            delegated.delegation().fingerprint().abbreviated(),
            until(delegated));
  }

  private String line(Revoked revoked) {
    return "%-20s %s  %s, not believed from entry %d on"
        .formatted(
            organization(revoked),
            revoked.key().abbreviated(),
            revoked.revocation().reason(),
            revoked.from());
  }

  private static String line(Proposal proposal) {
    return "sha256:%s, version %d, approved by %s"
        .formatted(
            proposal.digest(),
            proposal.documents().charter().version(),
            String.join(", ", proposal.before()));
  }

  private String organization(Revoked revoked) {
    return delegations().find(revoked.key()).map(Delegated::organization).orElse("");
  }

  private static String until(Delegated delegated) {
    return Instant.ofEpochSecond(delegated.delegation().notAfter()).toString();
  }
}
