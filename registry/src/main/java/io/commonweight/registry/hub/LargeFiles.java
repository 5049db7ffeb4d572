package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.registry.repo.FileContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.diff.RawText;

/**
 * Which files of a repo git holds as pointers: those that its {@code .gitattributes} names, those
 * that are binary, and those that are large.
 *
 * @param rules the rules of {@code .gitattributes}, in order
 */
record LargeFiles(List<AttributesRule> rules) {
  /** The attributes of a new repo. */
  static final String DEFAULT =
      Stream.of(
              "*.7z",
              "*.arrow",
              "*.avi",
              "*.bin",
              "*.bz2",
              "*.ckpt",
              "*.gguf",
              "*.gz",
              "*.h5",
              "*.jpeg",
              "*.jpg",
              "*.mcap",
              "*.mp4",
              "*.msgpack",
              "*.npy",
              "*.npz",
              "*.onnx",
              "*.parquet",
              "*.pb",
              "*.pkl",
              "*.png",
              "*.pt",
              "*.pth",
              "*.safetensors",
              "*.tar",
              "*.tflite",
              "*.tgz",
              "*.zip",
              "*.zst")
          .map(pattern -> pattern + " filter=lfs diff=lfs merge=lfs -text\n")
          .collect(Collectors.joining());

  private static final Attribute LFS = new Attribute("filter", "lfs");

  /** The rules of a {@code .gitattributes}; what is no rule there is left out. */
  static LargeFiles parse(String attributes) {
    var node = new AttributesNode();
    try {
      node.parse(new ByteArrayInputStream(attributes.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LargeFiles(List.copyOf(node.getRules()));
  }

  /**
   * Whether a file is kept as a pointer; an empty one never is.
   *
   * @param sample its first bytes
   */
  boolean include(String path, long bytes, byte[] sample) {
    return bytes > 0
        && (bytes > FileContent.MAX_BYTES_IN_GIT || RawText.isBinary(sample) || isNamed(path));
  }

  /** Whether the last rule about a file makes it large. */
  private boolean isNamed(String path) {
    return rules.stream()
        .filter(rule -> rule.isMatch(path, false))
        .flatMap(rule -> rule.getAttributes().stream())
        .filter(attribute -> attribute.getKey().equals(LFS.getKey()))
        .reduce((_, last) -> last)
        .filter(LFS::equals)
        .isPresent();
  }
}
