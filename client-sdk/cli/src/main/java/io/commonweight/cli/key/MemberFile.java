package io.commonweight.cli.key;

import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an organization sends to whoever writes the charter, {@value #NAME}: the public halves of
 * those keys that a charter names. In JSON each key is its SubjectPublicKeyInfo in base64.
 *
 * @param organization its name
 * @param root signs charters, delegations and the first release
 * @param oms signs the bundles that other model-signing tools read
 * @param witness what cosigns checkpoints, if the organization runs a witness
 * @param log what signs checkpoints, if the organization may sequence the log
 */
public record MemberFile(
    String organization,
    HybridVerifyingKey root,
    VerifyingKey oms,
    Optional<Witness> witness,
    Optional<CheckpointKeys> log) {
  /** The name of the file. */
  public static final String NAME = "member.json";

  private static final int MAX_BYTES = 1 << 15;

  /** Checks the algorithm. */
  public MemberFile {
    require(oms, Algorithm.P_256);
  }

  /**
   * A cosigner of checkpoints.
   *
   * @param name its key name in signed notes
   * @param keys its keys
   */
  public record Witness(String name, CheckpointKeys keys) {}

  /**
   * The public halves of what signs checkpoints.
   *
   * @param ed25519 the classical half
   * @param mlDsa44 the post-quantum half
   */
  public record CheckpointKeys(VerifyingKey ed25519, VerifyingKey mlDsa44) {
    /** Checks the algorithms. */
    public CheckpointKeys {
      require(ed25519, Algorithm.ED25519);
      require(mlDsa44, Algorithm.ML_DSA_44);
    }

    /** Their names. */
    public KeyPair names() {
      return new KeyPair(ed25519.fingerprint(), mlDsa44.fingerprint());
    }

    /** Both. */
    public List<VerifyingKey> keys() {
      return List.of(ed25519, mlDsa44);
    }
  }

  private static void require(VerifyingKey key, Algorithm algorithm) {
    if (key.algorithm() != algorithm) {
      throw new IllegalArgumentException(
          "a key of %s where one of %s belongs"
              .formatted(key.algorithm().label(), algorithm.label()));
    }
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
    return CanonicalJson.read(json, MAX_BYTES, MemberFile.class);
  }

  /** The canonical bytes of the file. */
  byte[] encode() {
    return CanonicalJson.write(this);
  }

  /** The root's names. */
  public KeyPair rootNames() {
    return new KeyPair(root.ed25519().fingerprint(), root.mlDsa65().fingerprint());
  }

  /** The keys that a charter names if this member does not sequence its log. */
  public List<VerifyingKey> charterKeys() {
    List<VerifyingKey> keys = new ArrayList<>(List.of(root.ed25519(), root.mlDsa65(), oms));
    witness.ifPresent(w -> keys.addAll(w.keys().keys()));
    return keys;
  }

  /** What names each role's keys: the fingerprint of the Ed25519 or the only one. */
  Map<String, String> fingerprints() {
    var fingerprints = new LinkedHashMap<String, String>();
    fingerprints.put("root", root.fingerprint().hex());
    fingerprints.put("oms", oms.fingerprint().hex());
    witness.ifPresent(w -> fingerprints.put("witness", w.keys().ed25519().fingerprint().hex()));
    log.ifPresent(keys -> fingerprints.put("log", keys.ed25519().fingerprint().hex()));
    return fingerprints;
  }
}
