package io.commonweight.registry.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import java.util.List;
import java.util.stream.Stream;

/**
 * What shows anybody that a release is genuine: its statement with the signatures of a quorum, and
 * where each of them stands in the log.
 *
 * @param release the merged envelope
 * @param proofs the receipt of each signer's own entry, in the order of the signatures
 * @param delegations what gives the keys that signed release and aggregates their roles, in log
 *     order
 * @param aggregates the equal aggregates the release rests on
 */
record ReleaseEvidence(
    JsonNode release, List<String> proofs, List<Entry> delegations, List<Entry> aggregates) {

  /** A log entry and its receipt. */
  record Entry(JsonNode envelope, String proof) {}

  /**
   * The evidence as the log shows it at one checkpoint: the newest that enough witnesses have
   * cosigned, if it covers the release.
   */
  static ReleaseEvidence of(FederationLog log, LoggedRelease release) {
    LogView view = log.witnessedView(release.index());
    List<Envelope> votes = envelopes(log, view, release.envelopes());
    List<Envelope> aggregates = envelopes(log, view, release.aggregates());
    return new ReleaseEvidence(
        json(Envelope.merge(votes)),
        release.envelopes().stream().map(i -> log.proof(view, i).encode()).toList(),
        entries(log, view, delegations(view, Stream.concat(votes.stream(), aggregates.stream()))),
        entries(log, view, release.aggregates()));
  }

  private static List<Envelope> envelopes(FederationLog log, LogView view, List<Long> indices) {
    return indices.stream().map(i -> envelope(log, view, i)).toList();
  }

  private static List<Entry> entries(FederationLog log, LogView view, List<Long> indices) {
    return indices.stream()
        .map(i -> new Entry(json(envelope(log, view, i)), log.proof(view, i).encode()))
        .toList();
  }

  /** Where the newest delegations of the signers' keys stand; root keys need none. */
  private static List<Long> delegations(LogView view, Stream<Envelope> signed) {
    return signed
        .map(ReleaseEvidence::signer)
        .flatMap(key -> view.state().directory().delegations().find(key).stream())
        .map(Delegated::index)
        .distinct()
        .sorted()
        .toList();
  }

  private static Fingerprint signer(Envelope entry) {
    try {
      return entry.signerHint();
    } catch (JsonException e) {
      throw new IllegalStateException("an entry was logged and names no signer", e);
    }
  }

  private static Envelope envelope(FederationLog log, LogView view, long index) {
    try {
      return Envelope.parse(log.entries(view, index, 1).getFirst().toArray());
    } catch (JsonException e) {
      throw new IllegalStateException("entry " + index + " was logged and does not parse", e);
    }
  }

  private static JsonNode json(Envelope envelope) {
    try {
      byte[] bytes = envelope.encode();
      return CanonicalJson.parse(bytes, bytes.length);
    } catch (JsonException e) {
      throw new AssertionError("canonical bytes do not parse", e);
    }
  }
}
