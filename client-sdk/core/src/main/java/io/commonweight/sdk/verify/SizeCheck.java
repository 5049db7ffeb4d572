package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.statement.Release;

/**
 * The largest files that are looked at, whatever was signed.
 *
 * @param release the release that states their sizes
 */
record SizeCheck(Release release) {
  /** 64 GiB: larger than any policy that runs on a robot. */
  private static final long MAX_WEIGHTS = 64L << 30;

  /** 1 MiB. */
  static final int MAX_CARD = 1 << 20;

  /** 16 MiB, for all that is neither weights nor card. */
  private static final long MAX_OTHER = 16L << 20;

  String check() throws FailedCheckException {
    long total = 0;
    for (Release.File file : release.files()) {
      require(
          file.bytes() <= most(file),
          "%s is to have %d bytes, at most %d are looked at"
              .formatted(file.path(), file.bytes(), most(file)));
      total += file.bytes();
    }
    return "%d files, %d bytes".formatted(release.files().size(), total);
  }

  private static long most(Release.File file) {
    if (file.path().equals(Release.CARD)) {
      return MAX_CARD;
    }
    return file.path().endsWith(".safetensors") ? MAX_WEIGHTS : MAX_OTHER;
  }
}
