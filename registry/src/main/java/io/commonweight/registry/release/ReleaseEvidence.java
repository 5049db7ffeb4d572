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
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.ProofException;
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
   * What somebody has seen of a log.
   *
   * @param origin the log's name
   * @param size how many entries it had
   */
  record Since(String origin, long size) {}

  /**
   * The evidence as the log shows it at one checkpoint: the newest that enough witnesses have
   * cosigned, if it covers the release.
   *
   * @param since what was seen of a log before, if the proof of growth from there is wanted
   */
  Evidence gather(Optional<Since> since) throws InterruptedException {
    LogView view = log.awaitWitnessed(release.index(), PATIENCE);
    var entries = new LogEntries(log, view);
    try {
      return new Evidence(
          charters(view, entries),
          log.note(view).encode(),
          Envelope.merge(entries.envelopes(release.envelopes())),
          proofs(entries, release.envelopes()),
          logged(entries, entries.delegations(signed())),
          logged(entries, release.aggregates()),
          logged(entries, revocations(view)),
          entries.tail(tailStart()),
          since.isPresent()
              ? entries.growth(since.get().origin(), since.get().size())
              : Optional.empty());
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

  private List<CharterEvidence> charters(LogView view, LogEntries entries)
      throws IOException, ProofException {
    var charters = new ArrayList<CharterEvidence>();
    for (LoggedCharter charter : view.state().charters()) {
      charters.add(
          new CharterEvidence(
              Envelope.merge(entries.envelopes(charter.envelopes())),
              keys(charter.charter().keys()),
              proofs(entries, charter.envelopes())));
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

  private static List<LoggedEntry> logged(LogEntries entries, List<Long> places)
      throws IOException, ProofException {
    var logged = new ArrayList<LoggedEntry>();
    for (long place : places) {
      logged.add(new LoggedEntry(entries.envelope(place), entries.inclusion(place)));
    }
    return logged;
  }

  private static List<InclusionProof> proofs(LogEntries entries, List<Long> places)
      throws IOException, ProofException {
    var proofs = new ArrayList<InclusionProof>();
    for (long place : places) {
      proofs.add(entries.inclusion(place));
    }
    return proofs;
  }
}
