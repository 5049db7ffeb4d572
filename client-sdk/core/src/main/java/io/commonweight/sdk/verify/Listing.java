package io.commonweight.sdk.verify;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a folder holds a release's files and no others.
 *
 * @param release a release that was shown to be genuine
 * @param folder where its files are said to lie
 */
record Listing(Release release, Path folder) {
  /** What our own client writes beside the files. */
  private static final String EVIDENCE = ".commonweight";

  /** What {@code hf download --local-dir} writes beside the files. */
  private static final String CACHE = ".cache";

  private static final String HUGGING_FACE = "huggingface";

  String check() throws IOException, FailedCheckException {
    Set<String> missing = new TreeSet<>();
    release.files().forEach(file -> missing.add(file.path()));
    String passedOver = "";
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.equals(CACHE)) {
          requireHuggingFaceCache(entry);
          passedOver = "; passed over " + CACHE + "/" + HUGGING_FACE;
        } else if (!name.equals(EVIDENCE) || !Files.isDirectory(entry, NOFOLLOW_LINKS)) {
          requireListed(entry, missing.remove(name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (!missing.isEmpty()) {
      throw new FailedCheckException("missing: " + String.join(", ", missing));
    }
    return release.files().size() + " files, no others" + passedOver;
  }

  private static void requireListed(Path entry, boolean isListed) throws FailedCheckException {
    if (Files.isSymbolicLink(entry)) {
      throw new FailedCheckException(entry + " is a symbolic link: fetch real files");
    }
    if (!isListed) {
      throw new FailedCheckException(entry + " is no part of the release");
    }
    if (!Files.isRegularFile(entry, NOFOLLOW_LINKS)) {
      throw new FailedCheckException(entry + " is no plain file");
    }
  }

  private static void requireHuggingFaceCache(Path cache) throws IOException, FailedCheckException {
    requireDirectory(cache);
    try (var entries = Files.newDirectoryStream(cache)) {
      for (Path entry : entries) {
        if (!entry.endsWith(HUGGING_FACE)) {
          throw new FailedCheckException(entry + " is no part of the release");
        }
        requireDirectory(entry);
      }
    }
  }

  private static void requireDirectory(Path path) throws FailedCheckException {
    if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
      throw new FailedCheckException(path + " is no part of the release");
    }
  }
}
