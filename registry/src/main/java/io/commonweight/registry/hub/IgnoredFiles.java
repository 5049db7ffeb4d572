package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Which files a {@code .gitignore} at the root of a repo leaves out.
 *
 * @param rules its rules
 */
record IgnoredFiles(IgnoreNode rules) {

  /** The rules of a {@code .gitignore}; what is no rule there is left out. */
  static IgnoredFiles parse(String ignore) {
    var node = new IgnoreNode();
    try {
      node.parse(new ByteArrayInputStream(ignore.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new IgnoredFiles(node);
  }

  /** Whether a file is left out, itself or with a folder that it stands in. */
  boolean include(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (isIgnored(path.substring(0, slash), true)) {
        return true;
      }
    }
    return isIgnored(path, false);
  }

  private boolean isIgnored(String path, boolean isFolder) {
    return Boolean.TRUE.equals(rules.checkIgnored(path, isFolder));
  }
}
