package io.commonweight.registry.federation;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;

/**
 * Said when a release has come into force, and again for every release when the registry starts:
 * whoever observes it must not mind hearing of a release twice. Its files may still be missing.
 *
 * @param federation whose release it is
 * @param release what it says
 * @param digest the digest of its statement
 * @param index the index of the log entry with which it came into force
 */
public record ReleaseInForce(String federation, Release release, Sha256 digest, long index) {}
