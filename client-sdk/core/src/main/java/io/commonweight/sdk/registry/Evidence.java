package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What shows that a release is genuine, as a server or a folder tells it; nothing of it is verified
 * yet.
 *
 * @param release the release, with the signatures of a quorum
 * @param proofs for each signature, in order, the tlog-proof of the entry that carries it alone
 * @param delegations what gives the keys that signed release and aggregates their roles, in log
 *     order
 * @param aggregates the equal aggregates the release rests on
 */
public record Evidence(
    Envelope release, List<String> proofs, List<Entry> delegations, List<Entry> aggregates) {
  /** The largest evidence that is read. */
  public static final int MAX_BYTES = 16 << 20;

  /**
   * A log entry and the proof of its inclusion.
   *
   * @param envelope the entry
   * @param proof its tlog-proof
   */
  public record Entry(Envelope envelope, String proof) {}

  /** Copies the lists. */
  public Evidence {
    proofs = List.copyOf(proofs);
    delegations = List.copyOf(delegations);
    aggregates = List.copyOf(aggregates);
  }

  /**
   * Reads evidence.
   *
   * @throws IOException if it is too large, malformed or incomplete
   */
  public static Evidence parse(byte[] json) throws IOException {
    if (json.length > MAX_BYTES) {
      throw new IOException("evidence of more than " + MAX_BYTES + " bytes");
    }
    Answer evidence = Answer.parse("the evidence", json);
    var proofs = new ArrayList<String>();
    for (JsonNode proof : evidence.list("proofs")) {
      if (!proof.isTextual()) {
        throw new IOException("the evidence has a proof that is not text");
      }
      proofs.add(proof.textValue());
    }
    return new Evidence(
        envelope(evidence, "release"),
        proofs,
        entries(evidence, "delegations"),
        entries(evidence, "aggregates"));
  }

  private static List<Entry> entries(Answer evidence, String member) throws IOException {
    var entries = new ArrayList<Entry>();
    for (JsonNode node : evidence.list(member)) {
      var entry = new Answer("an entry of the evidence", node);
      entries.add(new Entry(envelope(entry, "envelope"), entry.text("proof")));
    }
    return entries;
  }

  private static Envelope envelope(Answer answer, String member) throws IOException {
    try {
      return Envelope.parse(CanonicalJson.write(answer.object(member)));
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("the evidence has a malformed envelope: " + e.getMessage(), e);
    }
  }
}
