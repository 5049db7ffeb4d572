package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Check.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The checks of what was signed and logged.
 *
 * @param asked the anchor and the name
 * @param founding the documents that claim to be pinned
 * @param evidence what claims to be signed
 */
record EvidenceCheck(ReleaseVerifier asked, Founding founding, Evidence evidence) {

  VerifiedRelease run(Trail trail) throws FailedCheckException {
    trail.check(Step.ANCHOR, this::anchor);
    Release release = trail.check(Step.STATEMENT, this::release, this::describe);
    trail.check(Step.NAME, () -> name(release));
    Directory directory = trail.check(Step.KEYS, this::directory, EvidenceCheck::describe);
    trail.check(Step.SIGNATURES, () -> signatures(release, directory));
    Checkpoint log = trail.check(Step.LOG, this::log, this::describe);
    if (release.sequence() > 0) {
      trail.check(Step.AGGREGATES, () -> aggregates(release, directory, log));
    }
    return new VerifiedRelease(release, evidence.release().payloadDigest(), log);
  }

  private String anchor() throws FailedCheckException {
    Sha256 found = founding.charterDigest();
    require(
        found.equals(asked.anchor()),
        "the charter is sha256:%s, pinned is sha256:%s".formatted(found, asked.anchor()));
    return "the pinned charter of %s, sha256:%s".formatted(founding.charter().federation(), found);
  }

  private Release release() throws JsonException, FailedCheckException {
    if (!(Statement.parse(evidence.release()).predicate() instanceof Release release)) {
      throw new FailedCheckException("the signed statement is no release");
    }
    require(
        release.charter().equals(asked.anchor()),
        "the release names another charter, sha256:" + release.charter());
    return release;
  }

  private String describe(Release release) {
    return "release %d, sha256:%s"
        .formatted(release.sequence(), evidence.release().payloadDigest());
  }

  private String name(Release release) throws FailedCheckException {
    String charters = founding.charter().policy();
    require(
        release.policy().equals(asked.policy()),
        "the release is of %s, asked for was %s".formatted(release.policy(), asked.policy()));
    require(
        release.policy().equals(charters),
        "the release is of %s, the charter's policy is %s".formatted(release.policy(), charters));
    return release.policy();
  }

  /** The keys that were at work, as far as this release needs them. */
  private Directory directory() throws RefusedException {
    Directory directory = Directory.founding(founding);
    for (LoggedEntry entry : evidence.delegations()) {
      SignedStatement signed = directory.verify(entry.envelope(), KeySets.NONE);
      Optional<Refusal> refusal = directory.judge(signed);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      directory = directory.with(0, signed);
    }
    return directory;
  }

  private static String describe(Directory directory) {
    return "%d delegated keys".formatted(directory.delegations().delegated().size());
  }

  /**
   * All of a founding quorum's root keys sign release 0; a quorum's aggregators every later one.
   */
  private String signatures(Release release, Directory directory)
      throws FailedCheckException, JsonException {
    List<Envelope> entries = evidence.release().entries();
    require(
        evidence.proofs().size() == entries.size(),
        "%d proofs for %d signers".formatted(evidence.proofs().size(), entries.size()));
    Set<String> signers = new TreeSet<>();
    for (Envelope entry : entries) {
      try {
        String organization = directory.verify(entry, KeySets.NONE).organization();
        if (founding.charter().hasVote(organization)) {
          signers.add(organization);
        }
      } catch (RefusedException e) {
        throw new FailedCheckException("a signature does not count: " + e.getMessage());
      }
    }
    Quorum quorum = founding.charter().organizationQuorum();
    int required = release.sequence() == 0 ? quorum.parties() : quorum.required();
    require(
        signers.size() >= required,
        "signed by %d organizations %s, %d are required"
            .formatted(signers.size(), signers, required));
    return "%d of %d organizations, %d required: %s"
        .formatted(signers.size(), quorum.parties(), required, String.join(", ", signers));
  }

  private Checkpoint log() throws JsonException, ProofException {
    Checkpoint log =
        Checkpoint.open(
            SignedNote.parse(evidence.checkpoint().getBytes(StandardCharsets.UTF_8)),
            founding.logKeys());
    List<Envelope> entries = evidence.release().entries();
    for (int i = 0; i < evidence.proofs().size(); i++) {
      requireIn(log, entries.get(i), evidence.proofs().get(i));
    }
    return log;
  }

  private String describe(Checkpoint log) {
    return "%d signers in %s at size %d"
        .formatted(evidence.proofs().size(), log.origin(), log.size());
  }

  private String aggregates(Release release, Directory directory, Checkpoint log)
      throws FailedCheckException, RefusedException, ProofException {
    var results = new TreeMap<String, Aggregate.Result>();
    for (LoggedEntry entry : evidence.aggregates()) {
      SignedStatement signed = directory.verify(entry.envelope(), KeySets.NONE);
      requireIn(log, entry.envelope(), entry.proof());
      if (!(signed.predicate() instanceof Aggregate aggregate)) {
        throw new FailedCheckException("an entry of the evidence is no aggregate");
      }
      requireOf(release, aggregate, signed.organization());
      results.put(signed.organization(), aggregate.result());
    }
    int required = founding.charter().organizationQuorum().required();
    require(
        results.size() >= required,
        "computed by %d organizations %s, %d are required"
            .formatted(results.size(), results.keySet(), required));
    require(Set.copyOf(results.values()).size() == 1, "the aggregates are not equal");
    return "equal weights computed by " + String.join(", ", results.keySet());
  }

  private void requireOf(Release release, Aggregate aggregate, String organization)
      throws FailedCheckException {
    require(
        release.round().stream().anyMatch(aggregate.round()::equals),
        "the aggregate of " + organization + " is of another round");
    require(
        aggregate.outputDigest().equals(release.weights().sha256()),
        "%s computed other weights: sha256:%s".formatted(organization, aggregate.outputDigest()));
    require(
        aggregate.specId().equals(founding.charter().aggregation().specId()),
        organization + " aggregated by another specification than the charter's");
  }

  private static void requireIn(Checkpoint log, Envelope entry, InclusionProof proof)
      throws ProofException {
    proof.verify(MerkleTree.leafHash(entry.encode()), log.size(), log.root());
  }

  private static void require(boolean holds, String otherwise) throws FailedCheckException {
    if (!holds) {
      throw new FailedCheckException(otherwise);
    }
  }
}
