package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import java.util.Optional;

/**
 * Where the keys of a new charter are looked up. They are named by digest, so it does not matter
 * who answers.
 */
@FunctionalInterface
public interface KeySets {
  /** Knows none: for logs whose charter does not change. */
  KeySets NONE = _ -> Optional.empty();

  /** The set of that digest, if it can be had now. */
  Optional<KeySet> find(Sha256 digest);
}
