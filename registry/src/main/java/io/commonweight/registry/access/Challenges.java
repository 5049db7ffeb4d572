package io.commonweight.registry.access;

import io.commonweight.registry.problem.RegistryException.ChallengeRefused;
import io.commonweight.registry.problem.RegistryException.TooManyRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces to sign. A nonce carries its own expiry under a MAC, so that handing them out costs no
 * memory; only those that a key of a federation has signed are remembered, until they expire.
 */
@ApplicationScoped
class Challenges {
  /** How long a challenge may be answered. */
  static final Duration VALIDITY = Duration.ofMinutes(10);

  private static final int MAX_USED = 100_000;
  private static final int RANDOM_BYTES = 16;
  private static final int BODY_BYTES = Long.BYTES + RANDOM_BYTES;
  private static final int MAC_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec secret;
  private final Map<String, Instant> used = new HashMap<>();

  Challenges(Clock clock) {
    this.clock = clock;
    byte[] key = new byte[MAC_BYTES];
    random.nextBytes(key);
    secret = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * A nonce and its end.
   *
   * @param nonce base64url
   * @param expiresAt until when it may be answered, in whole seconds
   */
  record Challenge(String nonce, Instant expiresAt) {}

  Challenge issue() {
    Instant expiresAt = Instant.ofEpochSecond(clock.instant().plus(VALIDITY).getEpochSecond());
    byte[] salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES).putLong(expiresAt.getEpochSecond()).put(salt).array();
    byte[] nonce = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES).put(body).put(mac(body)).array();
    return new Challenge(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce), expiresAt);
  }

  /**
   * Uses a nonce up.
   *
   * @throws ChallengeRefused if it is not ours, has expired or was used before
   * @throws TooManyRequests if too many were used lately
   */
  synchronized void use(String nonce) {
    Instant now = clock.instant();
    Instant expiresAt = expiry(nonce);
    if (!now.isBefore(expiresAt)) {
      throw new ChallengeRefused("the challenge has expired");
    }
    if (used.size() >= MAX_USED) {
      used.values().removeIf(end -> !now.isBefore(end));
    }
    if (used.size() >= MAX_USED) {
      throw new TooManyRequests(MAX_USED + " challenges were answered in " + VALIDITY);
    }
    if (used.putIfAbsent(nonce, expiresAt) != null) {
      throw new ChallengeRefused("the challenge was answered before");
    }
  }

  private Instant expiry(String nonce) {
    byte[] bytes = decode(nonce);
    byte[] body = Arrays.copyOf(bytes, BODY_BYTES);
    byte[] mac = Arrays.copyOfRange(bytes, BODY_BYTES, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(body))) {
      throw new ChallengeRefused("the challenge is not of this registry, or it has restarted");
    }
    return Instant.ofEpochSecond(ByteBuffer.wrap(body).getLong());
  }

  private static byte[] decode(String nonce) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(nonce);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(nonce);
      if (canonical && bytes.length == BODY_BYTES + MAC_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new ChallengeRefused("the nonce is not base64url");
    }
    throw new ChallengeRefused("the nonce is not one of this registry");
  }

  private byte[] mac(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }
}
