package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.WitnessedCheckpoint;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Check.Step;
import java.time.Instant;
import java.util.List;

/**
 * The checks of a release under a chain of charters. Each believes only what earlier ones have
 * shown. The places at which entries are said to stand are believed until {@link Step#LOG}; nothing
 * is given out before.
 *
 * @param policy the repo that was asked for
 * @param demands what else was asked for
 * @param floor what was seen earlier
 * @param evidence what is shown
 * @param chain the charters
 */
record ReleaseCheck(
    String policy, Demands demands, FloorCheck floor, Evidence evidence, CharterChain chain) {

  VerifiedRelease run(Instant now, Trail trail) throws FailedCheckException {
    Release release = trail.check(Step.STATEMENT, this::release, this::describe);
    trail.check(Step.SIZES, () -> new SizeCheck(release).check());
    Signed signed = trail.check(Step.SIGNATURES, () -> signatures(release), Signed::describe);
    trail.check(Step.NAME, () -> name(release));
    trail.check(Step.SEQUENCE, () -> floor.sequence(release, digest(), demands.wanted()));
    var log = new LogCheck(evidence, chain.inForce());
    WitnessedCheckpoint witnessed = trail.check(Step.WITNESSES, log::witnesses, LogCheck::describe);
    Checkpoint checkpoint = witnessed.checkpoint();
    LogSequence logs =
        trail.make(Step.WITNESSES, () -> LogSequence.of(chain.statements(), checkpoint));
    Instant time = FreshnessCheck.signed(witnessed, chain.inForce().charter().witnesses().faults());
    var freshness = new FreshnessCheck(demands, now);
    trail.check(
        Step.FRESHNESS, () -> freshness.check(evidence, release, logs.newest().end(), time));
    trail.check(Step.LOG, () -> log.entries(logs));
    trail.check(Step.CONSISTENCY, () -> floor.consistency(logs, evidence));
    Since since =
        trail.check(Step.REVOCATIONS, () -> since(release, signed, logs), Since::describe);
    if (release.sequence() > 0) {
      trail.check(Step.AGGREGATES, () -> aggregates(release, signed, since));
    }
    return new VerifiedRelease(
        release, digest(), chain.inForce().charter(), checkpoint, time, since.advisories());
  }

  private Sha256 digest() {
    return evidence.release().payloadDigest();
  }

  private Release release() throws JsonException, FailedCheckException {
    if (!(Statement.parse(evidence.release()).predicate() instanceof Release release)) {
      throw new FailedCheckException("the signed statement is no release");
    }
    require(
        chain.charter(release.charter()).isPresent(),
        "the release names another charter, sha256:" + release.charter());
    return release;
  }

  private String describe(Release release) {
    return "release %d, sha256:%s".formatted(release.sequence(), digest());
  }

  private String name(Release release) throws FailedCheckException {
    String charters = chain.inForce().charter().policy();
    require(
        release.policy().equals(policy),
        "the release is of %s, asked for was %s".formatted(release.policy(), policy));
    require(
        release.policy().equals(charters),
        "the release is of %s, the charter's policy is %s".formatted(release.policy(), charters));
    return release.policy();
  }

  private Signed signatures(Release release)
      throws FailedCheckException, JsonException, RefusedException {
    List<LoggedEntry> entries = KeyHistory.paired(evidence.release(), evidence.proofs());
    long last = entries.stream().mapToLong(LoggedEntry::index).max().orElse(0);
    KeyHistory keys = KeyHistory.of(evidence, chain);
    var check =
        new SignatureCheck(
            release, keys.at(last).at(AggregateCheck.logTime(evidence.aggregates())));
    return new Signed(keys, check, check.voices(entries));
  }

  private Since since(Release release, Signed signed, LogSequence logs)
      throws FailedCheckException, JsonException, RefusedException {
    Revocations known = Revocations.of(evidence, release);
    var replay =
        new TailReplay(
            chain,
            release,
            digest(),
            signed
                .keys()
                .at(evidence.tail().start())
                .at(AggregateCheck.logTime(evidence.aggregates())));
    replay.run(evidence.tail(), logs, signed.places());
    var since =
        new Since(
            known.and(replay.directory().delegations().revoked()),
            replay.advisories(),
            replay.isOvertaken());
    since.require(signed, demands.wanted());
    return since;
  }

  private String aggregates(Release release, Signed signed, Since since)
      throws FailedCheckException, JsonException, RefusedException {
    long before = evidence.aggregates().stream().mapToLong(LoggedEntry::index).max().orElse(0);
    require(
        before < release.standing().logSize(),
        "an aggregate stands at place %d, the release's signers had seen %d entries"
            .formatted(before, release.standing().logSize()));
    Directory directory = signed.keys().at(release.standing().logSize());
    return new AggregateCheck(release, directory, chain, since.revocations())
        .check(evidence.aggregates(), signed);
  }
}
