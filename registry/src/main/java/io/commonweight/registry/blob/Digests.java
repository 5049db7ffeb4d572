package io.commonweight.registry.blob;

import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.sdk.Sha256;

/** Reads digests as they stand in addresses and headers. */
public final class Digests {
  private Digests() {}

  /**
   * The digest of a text.
   *
   * @throws Malformed if it is not 64 lower-case hexadecimal digits
   */
  public static Sha256 parse(String hex) {
    try {
      return new Sha256(hex);
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
