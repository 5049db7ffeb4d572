package io.commonweight.sdk.oms;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.ForeignJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A bundle as JSON: a Sigstore bundle 0.3 of the method {@code key}, with one signature.
 *
 * @param mediaType always {@link OmsBundle#MEDIA_TYPE}
 * @param verificationMaterial which key signed
 * @param dsseEnvelope what is signed, and the signature
 */
record BundleDocument(
    String mediaType, VerificationMaterial verificationMaterial, DsseEnvelope dsseEnvelope) {
  /**
   * @param publicKey names the key
   * @param tlogEntries always empty: our log is not Rekor
   */
  record VerificationMaterial(PublicKey publicKey, Optional<List<JsonNode>> tlogEntries) {}

  /**
   * @param hint the SHA-256 of the key's PEM text
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record PublicKey(String hint) {}

  /**
   * @param payload the statement, in base64
   * @param payloadType always that of an in-toto statement
   * @param signatures exactly one: other readers look at the first alone
   */
  record DsseEnvelope(String payload, String payloadType, List<Signature> signatures) {}

  /**
   * @param sig the signature, in base64
   * @param keyid decides nothing; OMS has it empty, absent or null
   */
  record Signature(String sig, Optional<String> keyid) {}

  static BundleDocument of(String hint, String payload, String signature) {
    return new BundleDocument(
        OmsBundle.MEDIA_TYPE,
        new VerificationMaterial(new PublicKey(hint), Optional.of(List.of())),
        new DsseEnvelope(
            payload, Statement.PAYLOAD_TYPE, List.of(new Signature(signature, Optional.of("")))));
  }

  /**
   * Reads a bundle in any spelling.
   *
   * @throws OmsException if it is no such bundle
   */
  static BundleDocument parse(byte[] json) throws OmsException {
    try {
      BundleDocument document = ForeignJson.read(json, OmsBundle.MAX_BYTES, BundleDocument.class);
      document.check();
      return document;
    } catch (JsonException | IllegalArgumentException e) {
      throw new OmsException("no OMS bundle that we accept: " + e.getMessage(), e);
    }
  }

  private void check() {
    Rules.equal("mediaType", OmsBundle.MEDIA_TYPE, mediaType);
    Rules.equal("payloadType", Statement.PAYLOAD_TYPE, dsseEnvelope.payloadType());
    if (!verificationMaterial.tlogEntries().orElse(List.of()).isEmpty()) {
      throw new IllegalArgumentException("tlogEntries is not empty");
    }
    if (dsseEnvelope.signatures().size() != 1) {
      throw new IllegalArgumentException(
          "a bundle has one signature, this one %d: make one bundle per organization"
              .formatted(dsseEnvelope.signatures().size()));
    }
  }

  byte[] encode() {
    return CanonicalJson.write(this);
  }

  String hint() {
    return verificationMaterial.publicKey().hint();
  }

  String signature() {
    return dsseEnvelope.signatures().getFirst().sig();
  }
}
