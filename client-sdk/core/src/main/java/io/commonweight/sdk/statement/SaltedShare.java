package io.commonweight.sdk.statement;

/**
 * A share of a secret, and the salt with which its dealer committed to it.
 *
 * @param salt 32 random bytes
 * @param share the share
 */
public record SaltedShare(Secret salt, Secret share) {}
