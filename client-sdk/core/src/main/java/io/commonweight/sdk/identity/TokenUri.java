package io.commonweight.sdk.identity;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which key of which token is meant (RFC 7512): {@code
 * pkcs11:token=T;object=O?module-path=/usr/lib/x.so&pin-source=file:/run/pin}.
 *
 * @param token the label of the token
 * @param object the label of the key and of its certificate
 * @param module the library that speaks PKCS#11 for the token, absolute
 * @param pin a file of one line, absolute; absent if the PIN is asked for like a passphrase
 */
record TokenUri(String token, String object, Path module, Optional<Path> pin) {
  /** What such a URI begins with. */
  static final String SCHEME = "pkcs11:";

  private static final String TOKEN = "token";
  private static final String OBJECT = "object";
  private static final String MODULE = "module-path";
  private static final String PIN = "pin-source";
  private static final String FILE = "file:";
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,32}");
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._+-]{1,255}");

  /**
   * Reads a URI. Of the attributes of RFC 7512 those of {@link TokenUri} are known and all others
   * refused.
   *
   * @throws IOException if it is malformed
   */
  static TokenUri parse(String uri) throws IOException {
    if (!uri.startsWith(SCHEME)) {
      throw new IOException("has no PKCS#11 URI where one belongs");
    }
    String[] parts = uri.substring(SCHEME.length()).split("\\?", 2);
    Map<String, String> path = attributes(parts[0], ";");
    Map<String, String> query =
        parts.length > 1 ? attributes(parts[1], "&") : new LinkedHashMap<>();
    String token = take(path, TOKEN, NAME);
    String object = take(path, OBJECT, NAME);
    Path module = Path.of(take(query, MODULE, PATH));
    Optional<Path> pin =
        query.containsKey(PIN) ? Optional.of(pin(query.get(PIN))) : Optional.empty();
    query.remove(PIN);
    requireNoMore(path);
    requireNoMore(query);
    return new TokenUri(token, object, module, pin);
  }

  private static Map<String, String> attributes(String text, String separator) throws IOException {
    var attributes = new LinkedHashMap<String, String>();
    for (String attribute : text.split(separator, -1)) {
      String[] pair = attribute.split("=", 2);
      if (pair.length != 2 || attributes.put(pair[0], decode(pair[1])) != null) {
        throw new IOException("has a PKCS#11 URI with an attribute without a value, or twice");
      }
    }
    return attributes;
  }

  private static String decode(String value) throws IOException {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("has a PKCS#11 URI with a malformed percent-encoding", e);
    }
  }

  private static String take(Map<String, String> attributes, String name, Pattern pattern)
      throws IOException {
    String value = attributes.getOrDefault(name, "");
    attributes.remove(name);
    if (!pattern.matcher(value).matches()) {
      throw new IOException(
          "has a PKCS#11 URI whose '%s' is missing or does not match %s".formatted(name, pattern));
    }
    return value;
  }

  private static Path pin(String source) throws IOException {
    String path = source.startsWith(FILE) ? source.substring(FILE.length()) : source;
    if (!PATH.matcher(path).matches()) {
      throw new IOException("has a PKCS#11 URI whose 'pin-source' is not an absolute file");
    }
    return Path.of(path);
  }

  private static void requireNoMore(Map<String, String> attributes) throws IOException {
    if (attributes.containsKey("pin-value")) {
      throw new IOException(
          "has a PKCS#11 URI with the PIN in it: keep that in a file and name it as pin-source");
    }
    if (!attributes.isEmpty()) {
      throw new IOException(
          "has a PKCS#11 URI with an unknown attribute '%s'"
              .formatted(attributes.keySet().iterator().next()));
    }
  }

  /** The URI. */
  @Override
  public String toString() {
    return "%stoken=%s;object=%s?module-path=%s%s"
        .formatted(
            SCHEME,
            encode(token),
            encode(object),
            module,
            pin.map(path -> "&pin-source=file:" + path).orElse(""));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
