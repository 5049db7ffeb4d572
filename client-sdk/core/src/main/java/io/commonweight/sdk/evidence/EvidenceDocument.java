package io.commonweight.sdk.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.statement.Envelope;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Evidence as JSON has it. */
record EvidenceDocument(
    List<CharterDocument> charters,
    String checkpoint,
    JsonNode release,
    List<ProofDocument> proofs,
    List<EntryDocument> delegations,
    List<EntryDocument> aggregates,
    List<EntryDocument> revocations,
    TailDocument tail,
    Optional<GrowthDocument> consistency) {

  static EvidenceDocument of(Evidence evidence) {
    return new EvidenceDocument(
        evidence.charters().stream().map(CharterDocument::of).toList(),
        evidence.checkpoint(),
        tree(evidence.release().encode()),
        evidence.proofs().stream().map(ProofDocument::of).toList(),
        evidence.delegations().stream().map(EntryDocument::of).toList(),
        evidence.aggregates().stream().map(EntryDocument::of).toList(),
        evidence.revocations().stream().map(EntryDocument::of).toList(),
        TailDocument.of(evidence.tail()),
        evidence.consistency().map(GrowthDocument::of));
  }

  Evidence evidence() throws JsonException {
    var chain = new ArrayList<CharterEvidence>();
    for (CharterDocument charter : charters) {
      chain.add(charter.charter());
    }
    return new Evidence(
        chain,
        checkpoint,
        envelope(release),
        proofs.stream().map(ProofDocument::proof).toList(),
        entries(delegations),
        entries(aggregates),
        entries(revocations),
        tail.tail(),
        consistency.map(GrowthDocument::growth));
  }

  private static List<LoggedEntry> entries(List<EntryDocument> documents) throws JsonException {
    var entries = new ArrayList<LoggedEntry>();
    for (EntryDocument document : documents) {
      entries.add(document.entry());
    }
    return entries;
  }

  private static Envelope envelope(JsonNode tree) throws JsonException {
    return Envelope.parse(CanonicalJson.write(tree));
  }

  private static JsonNode tree(byte[] canonical) {
    try {
      return CanonicalJson.parse(canonical, canonical.length);
    } catch (JsonException e) {
      throw new AssertionError("canonical bytes do not parse", e);
    }
  }

  /** {@code index} is the place in the log, {@code path} the siblings, the leaf's own first. */
  record ProofDocument(long index, List<Sha256> path) {
    static ProofDocument of(InclusionProof proof) {
      return new ProofDocument(proof.index(), proof.path());
    }

    InclusionProof proof() {
      return new InclusionProof(index, path);
    }
  }

  /** A proof and what it is of. */
  record EntryDocument(JsonNode envelope, long index, List<Sha256> path) {
    static EntryDocument of(LoggedEntry entry) {
      return new EntryDocument(
          tree(entry.envelope().encode()), entry.index(), entry.proof().path());
    }

    LoggedEntry entry() throws JsonException {
      return new LoggedEntry(EvidenceDocument.envelope(envelope), new InclusionProof(index, path));
    }
  }

  /** A charter's envelope, its {@code keys.json} and where its signers' entries stand. */
  record CharterDocument(JsonNode envelope, JsonNode keys, List<ProofDocument> proofs) {
    static CharterDocument of(CharterEvidence charter) {
      return new CharterDocument(
          tree(charter.envelope().encode()),
          tree(charter.keys().encode()),
          charter.proofs().stream().map(ProofDocument::of).toList());
    }

    CharterEvidence charter() throws JsonException {
      return new CharterEvidence(
          EvidenceDocument.envelope(envelope),
          KeySet.parse(CanonicalJson.write(keys)),
          proofs.stream().map(ProofDocument::proof).toList());
    }
  }

  /** The peaks of the tree of {@code size} entries, and what follows, in base64. */
  record TailDocument(long start, long size, List<Sha256> frontier, List<String> entries) {
    static TailDocument of(Tail tail) {
      return new TailDocument(
          tail.start(),
          tail.before().size(),
          tail.before().peaks(),
          tail.entries().stream()
              .map(e -> Base64.getEncoder().encodeToString(e.toArray()))
              .toList());
    }

    Tail tail() {
      return new Tail(
          start,
          new Frontier(size, frontier),
          entries.stream().map(e -> Bytes.of(Base64.getDecoder().decode(e))).toList());
    }
  }

  /** The earlier size and RFC 9162's path. */
  record GrowthDocument(long size, List<Sha256> path) {
    static GrowthDocument of(Growth growth) {
      return new GrowthDocument(growth.size(), growth.proof().path());
    }

    Growth growth() {
      return new Growth(size, new ConsistencyProof(path));
    }
  }
}
