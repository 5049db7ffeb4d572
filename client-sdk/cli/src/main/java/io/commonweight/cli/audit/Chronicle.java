package io.commonweight.cli.audit;

import io.commonweight.cli.log.Replay.Step;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What happened in a log, gathered step by step from verified entries. */
final class Chronicle implements Consumer<Step> {
  private final Map<Sha256, RoundTrail> rounds = new LinkedHashMap<>();
  private final List<Ratified> charters = new ArrayList<>();

  /**
   * A charter that came into force.
   *
   * @param version its version
   * @param digest its digest
   * @param place the place of the last vote it needed
   */
  record Ratified(int version, Sha256 digest, long place) {}

  @Override
  public void accept(Step step) {
    if (step.entries().size() == 1) {
      note(step.place(), step.before(), step.entries().getFirst());
    }
    FederationState after = step.after();
    noteCharter(step.before(), after);
    if (!after.rounds().isEmpty()) {
      Round last = after.rounds().getLast();
      trail(last.id()).is(last, after);
    }
    if (after.phase() instanceof Phase.Releasing releasing) {
      trail(releasing.round().id()).stands(releasing.result());
    }
    after
        .latestRelease()
        .ifPresent(
            release -> release.release().round().ifPresent(id -> trail(id).released(release)));
  }

  private void noteCharter(FederationState before, FederationState after) {
    boolean isFounded = after.directory().succession().isFounded();
    boolean isNew =
        !before.directory().succession().isFounded()
            || !before.directory().charterDigest().equals(after.directory().charterDigest());
    if (isFounded && isNew) {
      charters.add(
          new Ratified(
              after.charter().version(), after.directory().charterDigest(), after.size() - 1));
    }
  }

  private void note(long place, FederationState before, Bytes entry) {
    try {
      Envelope envelope = Envelope.parse(entry.toArray());
      Fingerprint signer = envelope.signerHint();
      String organization = organization(before, signer);
      Sha256 digest = envelope.payloadDigest();
      switch (Statement.parse(envelope).predicate()) {
        case RoundOpen _ -> trail(digest).openedBy(organization);
        case RoundStep step -> trail(step.round()).endedBy(step.step(), organization);
        case RoundClose close -> trail(close.round()).closedBy(organization);
        case Aggregate aggregate ->
            trail(aggregate.round())
                .aggregated(new Logged<>(place, organization, signer, digest, aggregate));
        case Release release -> release.round().ifPresent(id -> trail(id).releasedBy(organization));
        case Charter _, Delegation _, Revocation _, Update _, Evaluation _ -> {}
        case SecureMessage _, Advisory _, Complaint _ -> {}
      }
    } catch (JsonException e) {
      throw new IllegalStateException("a verified entry cannot be read", e);
    }
  }

  /** Whose key it is; of charters, which are not asked about, it may be a newcomer's. */
  private static String organization(FederationState before, Fingerprint signer) {
    return before
        .directory()
        .delegations()
        .find(signer)
        .map(delegated -> delegated.organization())
        .or(() -> before.charter().memberOfRoot(signer).map(Charter.Member::name))
        .orElse("");
  }

  private RoundTrail trail(Sha256 round) {
    return rounds.computeIfAbsent(round, _ -> new RoundTrail());
  }

  /** The rounds that were opened, by number. */
  List<RoundTrail> rounds() {
    return rounds.values().stream()
        .filter(trail -> trail.round().isPresent())
        .sorted(Comparator.comparingInt(trail -> trail.round().orElseThrow().number()))
        .toList();
  }

  /** The charters that came into force, in order. */
  List<Ratified> charters() {
    return List.copyOf(charters);
  }
}
