package io.commonweight.sdk.oms;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.ForeignJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Release;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle's signature is over: an in-toto statement that lists a model's files (OMS 1.0 §5).
 *
 * @param model a name for people
 * @param resources its files, in the order that the root digest takes them; none twice
 */
record OmsStatement(String model, List<Resource> resources) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";
  private static final String SHA_256 = "sha256";

  /** What the reference implementation passes over: never part of a release. */
  private static final List<String> IGNORED =
      List.of(".git", ".gitattributes", ".github", ".gitignore");

  /**
   * A file.
   *
   * @param algorithm always {@code sha256}
   */
  @JsonIgnoreProperties(ignoreUnknown = true) // as OMS 1.0 §5.2.1 demands
  record Resource(String name, String algorithm, Sha256 digest) {}

  /**
   * @throws IllegalArgumentException if a name is not allowed, comes twice, or there is no file
   */
  OmsStatement {
    Rules.modelName(model);
    resources = List.copyOf(resources);
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("no file is signed");
    }
    for (Resource resource : resources) {
      Rules.fileName(resource.name());
      Rules.equal("algorithm", SHA_256, resource.algorithm());
    }
    byName(resources);
  }

  /** The statement about a release, whose flat ASCII names have but one order. */
  static OmsStatement of(String model, List<Release.File> files) {
    return new OmsStatement(
        model,
        files.stream()
            .map(file -> new Resource(file.path(), SHA_256, file.sha256()))
            .sorted(Comparator.comparing(Resource::name))
            .toList());
  }

  /**
   * Reads a payload in any spelling.
   *
   * @throws OmsException if it is no such statement
   */
  static OmsStatement parse(byte[] payload) throws OmsException {
    try {
      return ForeignJson.read(payload, OmsBundle.MAX_BYTES, Document.class).statement();
    } catch (JsonException | IllegalArgumentException e) {
      throw new OmsException("no OMS statement that we accept: " + e.getMessage(), e);
    }
  }

  byte[] encode() {
    return CanonicalJson.write(
        new Document(
            TYPE,
            List.of(new Subject(model, new Digest(rootDigest()))),
            PREDICATE_TYPE,
            new Predicate(
                new Serialization("files", SHA_256, false, Optional.of(IGNORED)), resources)));
  }

  /** Over the raw digests as listed; so tools that sort differently agree on each bundle. */
  private Sha256 rootDigest() {
    MessageDigest digest = Sha256.newDigest();
    resources.forEach(resource -> digest.update(resource.digest().bytes()));
    return Sha256.ofBytes(digest.digest());
  }

  /** Refuses a statement that does not name exactly these files. */
  void requireExactly(List<Release.File> files) throws OmsException {
    Map<String, Sha256> signed = byName(resources);
    for (Release.File file : files) {
      Sha256 digest = signed.remove(file.path());
      if (digest == null) {
        throw new OmsException(file.path() + " of the release is not signed");
      }
      if (!digest.equals(file.sha256())) {
        throw new OmsException(
            "%s is signed with sha256:%s, the release says sha256:%s"
                .formatted(file.path(), digest, file.sha256()));
      }
    }
    if (!signed.isEmpty()) {
      throw new OmsException(signed.keySet() + " is signed but no part of the release");
    }
  }

  private static Map<String, Sha256> byName(List<Resource> resources) {
    var digests = new HashMap<String, Sha256>();
    for (Resource resource : resources) {
      if (digests.put(resource.name(), resource.digest()) != null) {
        throw new IllegalArgumentException("'" + resource.name() + "' is listed twice");
      }
    }
    return digests;
  }

  private record Document(
      @JsonProperty("_type") String type,
      List<Subject> subject,
      String predicateType,
      Predicate predicate) {

    OmsStatement statement() {
      Rules.equal("_type", TYPE, type);
      Rules.equal("predicateType", PREDICATE_TYPE, predicateType);
      predicate.serialization().check();
      if (subject.size() != 1) {
        throw new IllegalArgumentException("there are " + subject.size() + " subjects, not one");
      }
      var statement = new OmsStatement(subject.getFirst().name(), predicate.resources());
      Rules.equal("the root digest", statement.rootDigest(), subject.getFirst().digest().sha256());
      return statement;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true) // in-toto leaves resource descriptors open
  private record Subject(String name, Digest digest) {}

  @JsonIgnoreProperties(ignoreUnknown = true) // digests of other algorithms are not looked at
  private record Digest(Sha256 sha256) {}

  private record Predicate(Serialization serialization, List<Resource> resources) {}

  /** How the signer went through the model's files. */
  private record Serialization(
      String method,
      @JsonProperty("hash_type") String hashType,
      @JsonProperty("allow_symlinks") Boolean allowSymlinks,
      @JsonProperty("ignore_paths") Optional<List<String>> ignorePaths) {

    void check() {
      Rules.equal("method", "files", method);
      Rules.equal("hash_type", SHA_256, hashType);
      Rules.equal("allow_symlinks", false, allowSymlinks);
      List<String> ignored = ignorePaths.orElse(List.of());
      if (!IGNORED.containsAll(ignored)) {
        throw new IllegalArgumentException(
            "ignore_paths is " + ignored + ", may have only " + IGNORED);
      }
    }
  }
}
