package io.commonweight.sdk.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.commonweight.sdk.Sha256;

/**
 * The name of a key: SHA-256 of its SubjectPublicKeyInfo in DER (RFC 5280 §4.1).
 *
 * @param digest that digest; in JSON its lower-case hex
 */
public record Fingerprint(Sha256 digest) implements Comparable<Fingerprint> {

  /**
   * Reads lower-case hex.
   *
   * @throws IllegalArgumentException if it is not 64 hexadecimal digits
   */
  @JsonCreator
  public static Fingerprint of(String hex) {
    return new Fingerprint(new Sha256(hex));
  }

  /** 64 lower-case hexadecimal digits. */
  @JsonValue
  public String hex() {
    return digest.hex();
  }

  /** The 32 raw bytes. */
  public byte[] bytes() {
    return digest.bytes();
  }

  /** The first eight digits: for people, never for decisions. */
  public String abbreviated() {
    return hex().substring(0, 8);
  }

  @Override
  public int compareTo(Fingerprint other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return hex();
  }
}
