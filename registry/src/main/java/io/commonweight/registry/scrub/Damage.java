package io.commonweight.registry.scrub;

import io.commonweight.sdk.Sha256;

/**
 * A blob that is not what its name says.
 *
 * @param expected the digest that names it
 * @param found the digest of what was read, twice
 * @param bytes how many bytes that were
 */
record Damage(Sha256 expected, Sha256 found, long bytes) {}
