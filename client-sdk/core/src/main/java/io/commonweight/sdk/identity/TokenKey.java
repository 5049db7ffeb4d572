package io.commonweight.sdk.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A private key that never leaves a PKCS#11 token, used through the JDK's SunPKCS11.
 *
 * <p>SunPKCS11 of JDK 25 has neither EdDSA nor ML-DSA, whatever the token can do, so this is for
 * keys of P-256. It sees a private key only beside a certificate of the same label for it, as
 * {@code keytool -genkeypair} leaves one there; nothing but the public key is taken from that. A
 * process logs in to a token once: a PIN given later is not compared.
 */
final class TokenKey implements SigningKey {
  private static final String PROVIDER = "SunPKCS11";
  private static final String SIGNATURE = "SHA256withECDSA";

  private final TokenUri uri;
  private final Provider provider;
  private final PrivateKey key;
  private final VerifyingKey verifyingKey;

  private TokenKey(TokenUri uri, Provider provider, PrivateKey key, VerifyingKey verifyingKey) {
    this.uri = uri;
    this.provider = provider;
    this.key = key;
    this.verifyingKey = verifyingKey;
  }

  /**
   * Logs in to the token and finds the key.
   *
   * @throws IOException if the module, the token, the key or a certificate for it is not there, the
   *     key is not one of P-256, or the PIN is wrong; the message follows what names the key
   */
  static TokenKey open(TokenUri uri, Passphrase passphrase) throws IOException {
    Passphrase source =
        uri.pin().map(file -> Passphrase.of(Optional.of(file), Map.of())).orElse(passphrase);
    char[] pin = source.pin(uri.token());
    try {
      return open(uri, pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static TokenKey open(TokenUri uri, char[] pin) throws IOException {
    long slot = TokenSlots.find(uri.module(), uri.token());
    try {
      Provider provider = Security.getProvider(PROVIDER).configure(configuration(uri, slot));
      KeyStore objects = logIn(provider, uri, pin);
      Certificate certificate = objects.getCertificate(uri.object());
      if (certificate == null || !(objects.getKey(uri.object(), null) instanceof PrivateKey key)) {
        throw new IOException(
            "is in token '%s', which has no private key with a certificate of label '%s'"
                .formatted(uri.token(), uri.object()));
      }
      var found = new TokenKey(uri, provider, key, publicHalf(certificate));
      found.requirePair();
      return found;
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IOException("is in token '%s', which fails".formatted(uri.token()), e);
    }
  }

  /** The configuration of one slot, given inline. */
  private static String configuration(TokenUri uri, long slot) {
    return "--name = commonweight-%d\nlibrary = %s\nslot = %d\n"
        .formatted(slot, uri.module(), slot);
  }

  private static KeyStore logIn(Provider provider, TokenUri uri, char[] pin)
      throws GeneralSecurityException, IOException {
    KeyStore objects = KeyStore.getInstance("PKCS11", provider);
    try {
      objects.load(null, pin);
    } catch (IOException e) {
      throw new IOException("is in token '%s', which refuses the PIN".formatted(uri.token()), e);
    }
    return objects;
  }

  private static VerifyingKey publicHalf(Certificate certificate) throws IOException {
    try {
      VerifyingKey key = VerifyingKey.ofSpki(certificate.getPublicKey().getEncoded());
      if (key.algorithm() == Algorithm.P_256) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // refused below, like a known key of a wrong algorithm
    }
    throw new IOException("is in a token, where keys of P-256 only can be used");
  }

  /** Anybody may have put the certificate there. */
  private void requirePair() throws IOException {
    byte[] message = SIGNATURE.getBytes(StandardCharsets.US_ASCII);
    if (!verifyingKey.verify(message, sign(message))) {
      throw new IOException(
          "is in token '%s' beside a certificate for another key".formatted(uri.token()));
    }
  }

  /** What a key file holds in place of the key. */
  TokenUri uri() {
    return uri;
  }

  @Override
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the token does not sign: it may be unplugged
   */
  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(SIGNATURE, provider);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IllegalStateException("token '%s' does not sign".formatted(uri.token()), e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[%s %s in token %s]"
        .formatted(algorithm().label(), fingerprint().abbreviated(), uri.token());
  }
}
