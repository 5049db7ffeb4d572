package io.commonweight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A user of a guarded cluster, who logs in by SCRAM-SHA-512.
 *
 * @param name the name
 * @param password the password
 */
public record KafkaUser(String name, String password) {
  private static final String MAC = "HmacSHA256";

  /** The user of a name, whose password follows from a secret. */
  static KafkaUser of(String name, String secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), MAC));
      return new KafkaUser(name, HexFormat.of().formatHex(mac.doFinal(name.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "KafkaUser[" + name + "]";
  }
}
