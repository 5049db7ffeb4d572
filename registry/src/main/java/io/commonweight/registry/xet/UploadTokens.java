package io.commonweight.registry.xet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.registry.problem.HubException.Unauthenticated;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.RepoType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads tokens for uploads, which carry what they permit under an HMAC (RFC 2104). A
 * token is the base64url form of the MAC and, behind it, of what it permits, line by line.
 */
final class UploadTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final int MAX_LENGTH = 2048;
  private static final int LINES = 5;

  private final SecretKeySpec key;

  /**
   * Tokens under a key.
   *
   * @param key 32 secret bytes
   */
  UploadTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The token that permits an upload. */
  String write(Upload upload) {
    byte[] body =
        String.join(
                "\n",
                Long.toString(upload.account()),
                upload.type().name(),
                upload.repo().toString(),
                Long.toString(upload.expiresAt().getEpochSecond()),
                upload.revision())
            .getBytes(UTF_8);
    byte[] token = Arrays.copyOf(mac(body), MAC_BYTES + body.length);
    System.arraycopy(body, 0, token, MAC_BYTES, body.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * What a token permits.
   *
   * @throws Unauthenticated if it is not of this registry, or has expired
   */
  Upload read(String token, Instant now) {
    byte[] bytes = decode(token);
    byte[] body = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(bytes, MAC_BYTES), mac(body))) {
      throw Unauthenticated.withUnknownToken();
    }
    Upload upload = parse(new String(body, UTF_8).split("\n", LINES));
    if (!now.isBefore(upload.expiresAt())) {
      throw Unauthenticated.withUnknownToken();
    }
    return upload;
  }

  private static Upload parse(String[] lines) {
    return new Upload(
        Long.parseLong(lines[0]),
        RepoType.valueOf(lines[1]),
        RepoId.parse(lines[2]),
        lines[4],
        Instant.ofEpochSecond(Long.parseLong(lines[3])));
  }

  private static byte[] decode(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token.length() > MAX_LENGTH ? "" : token);
      if (bytes.length > MAC_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      throw Unauthenticated.withUnknownToken();
    }
    throw Unauthenticated.withUnknownToken();
  }

  private byte[] mac(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }
}
