package io.commonweight.cli.key;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The public half of a key folder, {@value #NAME}: what an organization sends to whoever writes the
 * charter. In JSON each key is its SubjectPublicKeyInfo in base64.
 *
 * @param organization its name
 * @param root signs charters and the first release
 * @param aggregator signs rounds, aggregates and releases
 * @param registry proves its registry's identity
 * @param log signs checkpoints, if the organization may sequence the log
 * @param nodes sign updates and evaluations, in the order of their files
 */
public record MemberFile(
    String organization,
    VerifyingKey root,
    VerifyingKey aggregator,
    VerifyingKey registry,
    Optional<VerifyingKey> log,
    List<VerifyingKey> nodes) {
  /** The name of the file. */
  public static final String NAME = "member.json";

  private static final int MAX_BYTES = 1 << 16;

  /** Copies the nodes. */
  public MemberFile {
    nodes = List.copyOf(nodes);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is malformed; the message names it
   */
  public static MemberFile load(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return parse(in.readNBytes(MAX_BYTES + 1));
    } catch (JsonException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws JsonException if they are too many or malformed
   */
  static MemberFile parse(byte[] json) throws JsonException {
    Document document = CanonicalJson.read(json, MAX_BYTES, Document.class);
    try {
      return new MemberFile(
          document.organization(),
          decode(document.root()),
          decode(document.aggregator()),
          decode(document.registry()),
          document.log().map(MemberFile::decode),
          document.nodes().stream().map(MemberFile::decode).toList());
    } catch (IllegalArgumentException e) {
      throw new JsonException("not the keys of a member: " + e.getMessage());
    }
  }

  /** The canonical bytes of the file. */
  byte[] encode() {
    return CanonicalJson.write(
        new Document(
            encode(aggregator),
            log.map(MemberFile::encode),
            nodes.stream().map(MemberFile::encode).toList(),
            organization,
            encode(registry),
            encode(root)));
  }

  /** The nodes' fingerprints, sorted. */
  public List<Fingerprint> nodeFingerprints() {
    return nodes.stream().map(VerifyingKey::fingerprint).sorted(Comparator.naturalOrder()).toList();
  }

  /** The fingerprint of every key, by role. */
  Map<String, String> fingerprints() {
    var fingerprints = new LinkedHashMap<String, String>();
    fingerprints.put("root", root.fingerprint().hex());
    fingerprints.put("aggregator", aggregator.fingerprint().hex());
    fingerprints.put("registry", registry.fingerprint().hex());
    log.ifPresent(key -> fingerprints.put("log", key.fingerprint().hex()));
    for (int i = 0; i < nodes.size(); i++) {
      fingerprints.put("node-" + (i + 1), nodes.get(i).fingerprint().hex());
    }
    return fingerprints;
  }

  private static String encode(VerifyingKey key) {
    return Base64.getEncoder().encodeToString(key.spki());
  }

  private static VerifyingKey decode(String base64) {
    return VerifyingKey.ofSpki(Base64.getDecoder().decode(base64));
  }

  private record Document(
      String aggregator,
      Optional<String> log,
      List<String> nodes,
      String organization,
      String registry,
      String root) {}
}
