package io.commonweight.registry.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Envelope.Signature;
import java.util.List;

/**
 * What shows anybody that a release is genuine: its statement with the signatures of a quorum, and
 * where each of them stands in the log.
 *
 * @param release the merged envelope
 * @param proofs the receipt of each signature's own entry, in the order of the signatures
 * @param aggregates the equal aggregates the release rests on
 */
record ReleaseEvidence(JsonNode release, List<String> proofs, List<Entry> aggregates) {

  /** A log entry and its receipt. */
  record Entry(JsonNode envelope, String proof) {}

  /** The evidence as the log shows it at one checkpoint. */
  static ReleaseEvidence of(FederationLog log, LoggedRelease release) {
    LogView view = log.view();
    List<Envelope> votes = release.envelopes().stream().map(i -> envelope(log, view, i)).toList();
    List<Signature> signatures =
        votes.stream().flatMap(vote -> vote.signatures().stream()).toList();
    Envelope first = votes.getFirst();
    return new ReleaseEvidence(
        json(new Envelope(first.payloadType(), first.payload(), signatures)),
        release.envelopes().stream().map(i -> log.proof(view, i).encode()).toList(),
        release.aggregates().stream()
            .map(i -> new Entry(json(envelope(log, view, i)), log.proof(view, i).encode()))
            .toList());
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
