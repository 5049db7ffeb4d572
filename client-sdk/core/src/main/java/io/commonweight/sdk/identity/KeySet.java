package io.commonweight.sdk.identity;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The public keys that a charter names by fingerprint: {@code keys.json}, itself named by digest,
 * so that a charter of many organizations fits a log entry.
 */
public final class KeySet {
  /**
   * The largest {@code keys.json} that is read. 256 members have at most a root (Ed25519 and
   * ML-DSA-65), a key for OMS bundles (P-256) and a witness (Ed25519 and ML-DSA-44): in base64 2 ×
   * 60, 2632, 124 and 1780 characters, with quotes and commas 4671. With the log's Ed25519 and
   * ML-DSA-44 that makes 1,197,632 bytes; rounded up to a power of two.
   */
  public static final int MAX_BYTES = 2 << 20;

  private final SortedMap<Fingerprint, VerifyingKey> keys;

  private KeySet(SortedMap<Fingerprint, VerifyingKey> keys) {
    this.keys = keys;
  }

  /**
   * The set of these keys.
   *
   * @throws IllegalArgumentException if a key comes twice: one key has one role
   */
  public static KeySet of(Collection<VerifyingKey> keys) {
    var byName = new TreeMap<Fingerprint, VerifyingKey>();
    for (VerifyingKey key : keys) {
      if (byName.put(key.fingerprint(), key) != null) {
        throw new IllegalArgumentException("key " + key.fingerprint() + " comes twice");
      }
    }
    return new KeySet(byName);
  }

  /**
   * Reads {@code keys.json}.
   *
   * @throws JsonException if it is malformed, too large, unsorted or names a key twice
   */
  public static KeySet parse(byte[] json) throws JsonException {
    try {
      var keys = new ArrayList<VerifyingKey>();
      for (String spki : CanonicalJson.read(json, MAX_BYTES, Document.class).keys()) {
        keys.add(VerifyingKey.ofSpki(Base64.getDecoder().decode(spki)));
      }
      KeySet set = of(keys);
      if (!Arrays.equals(set.encode(), json)) {
        throw new JsonException(
            "keys.json is not sorted by fingerprint, or a key is not in canonical base64");
      }
      return set;
    } catch (IllegalArgumentException e) {
      throw new JsonException("keys.json: " + e.getMessage());
    }
  }

  /** The canonical bytes of {@code keys.json}. */
  public byte[] encode() {
    return CanonicalJson.write(
        new Document(
            keys.values().stream()
                .map(key -> Base64.getEncoder().encodeToString(key.spki()))
                .toList()));
  }

  /** What a charter names this set by. */
  public Sha256 digest() {
    return Sha256.of(encode());
  }

  /** The key of that name, if it is in the set. */
  public Optional<VerifyingKey> find(Fingerprint fingerprint) {
    return Optional.ofNullable(keys.get(fingerprint));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeySet set && keys.equals(set.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  /**
   * {@code keys}: SubjectPublicKeyInfo DER in standard base64, in the order of the fingerprints.
   */
  private record Document(List<String> keys) {}
}
