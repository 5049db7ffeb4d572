package io.commonweight.sdk.blob;

import java.util.regex.Pattern;

/**
 * The grammar of keys: names of {@code A-Z a-z 0-9 . _ - +} that do not begin with a dot, joined by
 * slashes, at most 512 characters. So no key leaves a folder, hides in it or needs an escape.
 */
final class ObjectKey {

  private static final int MAX_LENGTH = 512;
  private static final String NAME = "[A-Za-z0-9_\\-+][A-Za-z0-9._\\-+]{0,200}";
  private static final Pattern KEY = Pattern.compile(NAME + "(/" + NAME + ")*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~=\\-]{1,1024}");

  private ObjectKey() {}

  /** Returns the key if it is one. */
  static String require(String key) {
    if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not an object key: '" + key + "'");
    }
    return key;
  }

  /** Returns the prefix if it is empty, a key, or a key and a slash. */
  static String requirePrefix(String prefix) {
    if (!prefix.isEmpty()) {
      require(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }
    return prefix;
  }

  /** Returns the session id if it is one. */
  static String requireId(String id) {
    if (id.startsWith(".") || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not an upload session: '" + id + "'");
    }
    return id;
  }
}
