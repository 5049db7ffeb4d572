package io.commonweight.registry.access;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter.Holder;
import java.time.Instant;

/**
 * Whom a token was given to.
 *
 * @param federation the federation whose charter names the key
 * @param key the key that signed the challenge
 * @param holder whose key that is, and what it may do
 * @param expiresAt until when the token is good
 */
public record Caller(String federation, Fingerprint key, Holder holder, Instant expiresAt) {}
