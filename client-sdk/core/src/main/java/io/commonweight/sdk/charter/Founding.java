package io.commonweight.sdk.charter;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.log.WitnessPolicy;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A charter and the keys it names: the founding documents of a federation, or those of a later
 * version. Whoever has compared {@link #charterDigest} out of band needs nothing else to judge
 * every later statement.
 *
 * @param charter the charter
 * @param payload the exact bytes of the charter's statement
 * @param keys the keys the charter names
 */
public record Founding(Charter charter, Bytes payload, KeySet keys) {
  /** The file that holds the charter's statement. */
  public static final String CHARTER_FILE = "charter.json";

  /** The file that holds the keys. */
  public static final String KEYS_FILE = "keys.json";

  /**
   * Checks that the documents belong together.
   *
   * @throws JsonException if one is malformed, if they do not match, or if a key is missing
   */
  public static Founding of(byte[] charterJson, byte[] keysJson) throws JsonException {
    if (!(Statement.parse(charterJson).predicate() instanceof Charter charter)) {
      throw new JsonException(CHARTER_FILE + " is a statement of another kind");
    }
    if (!Sha256.of(keysJson).equals(charter.keys())) {
      throw new JsonException(
          KEYS_FILE
              + " has digest "
              + Sha256.of(keysJson)
              + ", the charter names "
              + charter.keys());
    }
    return of(charter, Bytes.of(charterJson), KeySet.parse(keysJson));
  }

  /**
   * Checks that a charter and its keys belong together.
   *
   * @param payload the exact bytes of the charter's statement
   * @throws JsonException if a key is missing, or of another algorithm than its place calls for
   */
  static Founding of(Charter charter, Bytes payload, KeySet keys) throws JsonException {
    var founding = new Founding(charter, payload, keys);
    founding.require(charter.log().keys(), Algorithm.ML_DSA_44, "the log");
    for (Charter.Member member : charter.members()) {
      founding.require(member.root(), Algorithm.ML_DSA_65, member.name());
      founding.require(member.oms(), Algorithm.P_256, member.name());
      if (member.witness().isPresent()) {
        founding.require(member.witness().get().keys(), Algorithm.ML_DSA_44, member.name());
      }
    }
    return founding;
  }

  private void require(KeyPair pair, Algorithm mlDsa, String owner) throws JsonException {
    require(pair.ed25519(), Algorithm.ED25519, owner);
    require(pair.mlDsa(), mlDsa, owner);
  }

  private void require(Fingerprint key, Algorithm algorithm, String owner) throws JsonException {
    Optional<VerifyingKey> found = keys.find(key);
    if (found.isEmpty()) {
      throw new JsonException(KEYS_FILE + " lacks key " + key + " of " + owner);
    }
    if (found.get().algorithm() != algorithm) {
      throw new JsonException(
          "key %s of %s is %s, not %s".formatted(key, owner, found.get().algorithm(), algorithm));
    }
  }

  /**
   * Reads {@code charter.json} and {@code keys.json} of a directory.
   *
   * @throws IOException if a file cannot be read or {@link #of} refuses them; the message says
   *     which
   */
  public static Founding load(Path directory) throws IOException {
    try {
      return of(
          readBounded(directory.resolve(CHARTER_FILE), Envelope.MAX_BYTES),
          readBounded(directory.resolve(KEYS_FILE), KeySet.MAX_BYTES));
    } catch (JsonException e) {
      throw new IOException("the founding documents in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Writes both files into a directory, which is made if it is not there. */
  public void store(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(CHARTER_FILE), payload.toArray());
    Files.write(directory.resolve(KEYS_FILE), keys.encode());
  }

  /** The trust anchor: the digest of the charter's statement. */
  public Sha256 charterDigest() {
    return payload.sha256();
  }

  /** The root key of a member. */
  public HybridVerifyingKey root(Charter.Member member) {
    return new HybridVerifyingKey(key(member.root().ed25519()), key(member.root().mlDsa()));
  }

  /** The P-256 key of a member: its bundles are verified with it. */
  public VerifyingKey oms(Charter.Member member) {
    return key(member.oms());
  }

  /** The keys that sign the log's checkpoints. */
  public CosignerVerifyingKey logKeys() {
    return cosigner(charter.log().origin(), charter.log().keys());
  }

  /** Who must have cosigned a checkpoint before it is believed. */
  public WitnessPolicy witnessPolicy() {
    String operator = charter.log().sequencer();
    return new WitnessPolicy(
        logKeys(),
        operator,
        charter.members().stream()
            .filter(member -> !member.name().equals(operator))
            .flatMap(member -> member.witness().map(w -> witness(member, w)).stream())
            .toList(),
        charter.witnesses().required());
  }

  private WitnessPolicy.Witness witness(Charter.Member member, Charter.Witness witness) {
    return new WitnessPolicy.Witness(member.name(), cosigner(witness.name(), witness.keys()));
  }

  private CosignerVerifyingKey cosigner(String name, KeyPair pair) {
    return new CosignerVerifyingKey(name, key(pair.ed25519()), key(pair.mlDsa()));
  }

  private VerifyingKey key(Fingerprint name) {
    return keys.find(name).orElseThrow();
  }

  private static byte[] readBounded(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        throw new IOException(file + " is larger than " + maxBytes + " bytes");
      }
      return content;
    }
  }
}
