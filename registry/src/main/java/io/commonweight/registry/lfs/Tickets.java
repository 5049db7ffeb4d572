package io.commonweight.registry.lfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.registry.problem.HubException.Forbidden;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tickets with a key that lives as long as this process: after a restart clients ask for new
 * addresses.
 */
@ApplicationScoped
class Tickets {
  /** How long a ticket is good; the last part of a large file is sent long after the first. */
  static final Duration VALIDITY = Duration.ofHours(6);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Clock clock;
  private final SecretKeySpec key;

  Tickets(Clock clock) {
    this.clock = clock;
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Until when a ticket of now is good. */
  Instant expiry() {
    return Instant.ofEpochSecond(clock.instant().plus(VALIDITY).getEpochSecond());
  }

  /** The signature of a ticket: 64 hexadecimal digits. */
  String sign(Ticket ticket) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(ticket.signedText().getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Checks a ticket.
   *
   * @throws Forbidden if the signature is not ours or its time is over
   */
  void check(Ticket ticket, String signature) {
    boolean isOurs = MessageDigest.isEqual(sign(ticket).getBytes(UTF_8), signature.getBytes(UTF_8));
    if (!isOurs || !clock.instant().isBefore(ticket.expiresAt())) {
      throw new Forbidden("this address was not signed here, or no longer holds: ask for another");
    }
  }
}
