package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.util.List;
import java.util.Map;

/**
 * An in-toto statement (in-toto Attestation Framework v1): a claim of one kind about subjects named
 * by digest.
 *
 * <p>The subjects follow from the predicate, so two statements with equal predicates have equal
 * bytes.
 *
 * @param predicate the claim
 */
public record Statement(Predicate predicate) {
  /** The DSSE payload type of every statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What a statement is about. */
  public record Subject(String name, Digest digest) {
    /** A subject named by its SHA-256. */
    public static Subject of(String name, Sha256 digest) {
      return new Subject(name, new Digest(digest));
    }
  }

  /** An in-toto digest set with the one algorithm in use. */
  public record Digest(Sha256 sha256) {}

  /** The canonical bytes of the payload. */
  public byte[] encode() {
    return CanonicalJson.write(
        new Document(
            TYPE,
            CanonicalJson.tree(predicate),
            PredicateTypes.typeOf(predicate),
            predicate.subjects()));
  }

  /** What other statements name this one by: the SHA-256 of its payload. */
  public Sha256 digest() {
    return Sha256.of(encode());
  }

  /**
   * Reads a payload.
   *
   * @throws JsonException if it is not canonical, of an unknown kind, breaks a rule of its kind, or
   *     names other subjects than its predicate implies
   */
  public static Statement parse(byte[] payload) throws JsonException {
    Document document = CanonicalJson.read(payload, Envelope.MAX_BYTES, Document.class);
    if (!document.type().equals(TYPE)) {
      throw new JsonException("_type is '" + document.type() + "', not " + TYPE);
    }
    Class<? extends Predicate> kind = PredicateTypes.kindOf(document.predicateType());
    Predicate predicate = CanonicalJson.read(document.predicate(), kind);
    if (!predicate.subjects().equals(document.subject())) {
      throw new JsonException("the subjects are not those the predicate implies");
    }
    return new Statement(predicate);
  }

  /**
   * Reads the payload of an envelope.
   *
   * @throws JsonException if it is none of ours
   */
  public static Statement parse(Envelope envelope) throws JsonException {
    if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
      throw new JsonException("payload type '" + envelope.payloadType() + "' is no statement");
    }
    return parse(envelope.payload().toArray());
  }

  private record Document(
      @JsonProperty("_type") String type,
      JsonNode predicate,
      String predicateType,
      List<Subject> subject) {}

  /** The predicate type of each kind. */
  private static final class PredicateTypes {
    private static final String PREFIX = "https://commonweight.dev/";
    private static final Map<String, Class<? extends Predicate>> KINDS =
        Map.ofEntries(
            entry("charter/v1", Charter.class),
            entry("delegation/v1", Delegation.class),
            entry("revocation/v1", Revocation.class),
            entry("round-open/v1", RoundOpen.class),
            entry("update/v1", Update.class),
            entry("secagg-advertisement/v1", KeyAdvertisement.class),
            entry("secagg-dealing/v1", ShareDealing.class),
            entry("secagg-masked-input/v1", MaskedInput.class),
            entry("secagg-reveal/v1", ShareReveal.class),
            entry("round-step/v1", RoundStep.class),
            entry("round-close/v1", RoundClose.class),
            entry("aggregate/v1", Aggregate.class),
            entry("evaluation/v1", Evaluation.class),
            entry("release/v1", Release.class),
            entry("advisory/v1", Advisory.class),
            entry("complaint/v1", Complaint.class));

    private static Map.Entry<String, Class<? extends Predicate>> entry(
        String kind, Class<? extends Predicate> type) {
      return Map.entry(PREFIX + kind, type);
    }

    static Class<? extends Predicate> kindOf(String predicateType) throws JsonException {
      Class<? extends Predicate> kind = KINDS.get(predicateType);
      if (kind == null) {
        throw new JsonException("unknown predicate type '" + predicateType + "'");
      }
      return kind;
    }

    static String typeOf(Predicate predicate) {
      return PREFIX
          + switch (predicate) {
            case Charter _ -> "charter/v1";
            case Delegation _ -> "delegation/v1";
            case Revocation _ -> "revocation/v1";
            case RoundOpen _ -> "round-open/v1";
            case Update _ -> "update/v1";
            case KeyAdvertisement _ -> "secagg-advertisement/v1";
            case ShareDealing _ -> "secagg-dealing/v1";
            case MaskedInput _ -> "secagg-masked-input/v1";
            case ShareReveal _ -> "secagg-reveal/v1";
            case RoundStep _ -> "round-step/v1";
            case RoundClose _ -> "round-close/v1";
            case Aggregate _ -> "aggregate/v1";
            case Evaluation _ -> "evaluation/v1";
            case Release _ -> "release/v1";
            case Advisory _ -> "advisory/v1";
            case Complaint _ -> "complaint/v1";
          };
    }
  }
}
