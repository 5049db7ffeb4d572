package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * @param aggregates the equal aggregates the release rests on
 */
public record Evidence(Envelope release, List<String> proofs, List<Entry> aggregates) {
  /** The largest evidence that is read. */
  public static final int MAX_BYTES = 16 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

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
    aggregates = List.copyOf(aggregates);
  }

  /**
   * Reads evidence.
   *
   * @throws IOException if it is too large or malformed
   */
  public static Evidence parse(byte[] json) throws IOException {
    if (json.length > MAX_BYTES) {
      throw new IOException("evidence of more than " + MAX_BYTES + " bytes");
    }
    try {
      JsonNode tree = MAPPER.readTree(json);
      var proofs = new ArrayList<String>();
      tree.path("proofs").forEach(proof -> proofs.add(proof.asText()));
      var aggregates = new ArrayList<Entry>();
      for (JsonNode entry : tree.path("aggregates")) {
        aggregates.add(new Entry(envelope(entry.path("envelope")), entry.path("proof").asText()));
      }
      return new Evidence(envelope(tree.path("release")), proofs, aggregates);
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("malformed evidence: " + e.getMessage(), e);
    }
  }

  private static Envelope envelope(JsonNode tree) throws JsonException {
    return Envelope.parse(CanonicalJson.write(tree));
  }
}
