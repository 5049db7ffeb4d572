package io.commonweight.registry.release;

import io.commonweight.federation.round.LoggedCharter;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Revoked;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.Growth;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shows anybody that a release is genuine, put together from a log.
 *
 * @param log where it stands
 * @param release the release
 */
record ReleaseEvidence(FederationLog log, LoggedRelease release) {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** How long the cosignatures of a release that has just come into force are waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * The evidence as the log shows it at one checkpoint: the newest that enough witnesses have
   * cosigned, if it covers the release.
   *
   * @param since an earlier size, if the proof of growth from there is wanted
   */
  Evidence gather(Optional<Long> since) throws InterruptedException {
    LogView view = log.awaitWitnessed(release.index(), PATIENCE);
    if (view.state().epoch().number() > 1) {
      throw new Unavailable(
          "release %d: evidence across the logs of a federation that moved is not made yet"
              .formatted(release.release().sequence()),
          RETRY_AFTER);
    }
    var entries = new LogEntries(log, view);
    TiledTree tree = log.treeAt(log.view(), view.size());
    try {
      return new Evidence(
          charters(view, entries, tree),
          log.note(view).encode(),
          Envelope.merge(entries.envelopes(release.envelopes())),
          proofs(tree, release.envelopes()),
          logged(tree, entries, entries.delegations(signed())),
          logged(tree, entries, release.aggregates()),
          logged(tree, entries, revocations(view)),
          entries.tail(log.treeAt(log.view(), tailStart()).frontier()),
          growth(tree, since));
    } catch (ProofException e) {
      throw new IllegalStateException("tiles of log " + log.federation().logName(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Long> signed() {
    return Stream.concat(release.envelopes().stream(), release.aggregates().stream());
  }

  /** What the release's signers had seen of the log; release 0 begins with its first signature. */
  private long tailStart() {
    return release.release().sequence() == 0
        ? release.envelopes().getFirst()
        : release.release().standing().logSize();
  }

  private List<CharterEvidence> charters(LogView view, LogEntries entries, TiledTree tree)
      throws IOException, ProofException {
    var charters = new ArrayList<CharterEvidence>();
    for (LoggedCharter charter : view.state().charters()) {
      charters.add(
          new CharterEvidence(
              Envelope.merge(entries.envelopes(charter.envelopes())),
              keys(charter.charter().keys()),
              proofs(tree, charter.envelopes())));
    }
    return charters;
  }

  private KeySet keys(Sha256 digest) {
    return log.keySets()
        .find(digest)
        .orElseThrow(
            () ->
                new Unavailable(
                    "the keys of a charter, sha256:" + digest + ", are not here yet", RETRY_AFTER));
  }

  /** Where those came into force that the release's signers knew of. */
  private List<Long> revocations(LogView view) {
    return view.state().directory().delegations().revoked().stream()
        .map(Revoked::index)
        .filter(index -> index < release.release().standing().logSize())
        .toList();
  }

  private static List<LoggedEntry> logged(TiledTree tree, LogEntries entries, List<Long> indices)
      throws IOException, ProofException {
    var logged = new ArrayList<LoggedEntry>();
    for (long index : indices) {
      logged.add(new LoggedEntry(entries.envelope(index), tree.inclusion(index)));
    }
    return logged;
  }

  private static List<InclusionProof> proofs(TiledTree tree, List<Long> indices)
      throws IOException, ProofException {
    var proofs = new ArrayList<InclusionProof>();
    for (long index : indices) {
      proofs.add(tree.inclusion(index));
    }
    return proofs;
  }

  private static Optional<Growth> growth(TiledTree tree, Optional<Long> since)
      throws IOException, ProofException {
    return since.isPresent() && since.get() >= 0 && since.get() <= tree.size()
        ? Optional.of(new Growth(since.get(), tree.consistency(since.get())))
        : Optional.empty();
  }
}
