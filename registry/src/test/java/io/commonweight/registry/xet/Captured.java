package io.commonweight.registry.xet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What hf_xet 1.6.0 sent when it uploaded a file, that file with three bytes inserted, and the
 * first one again. It remembers what it has sent: of the second file it sends the changed chunk
 * only, and of the third none.
 */
enum Captured {
  FIRST_XORB("first.xorb"),
  FIRST_SHARD("first.shard"),
  CHANGED_XORB("changed.xorb"),
  CHANGED_SHARD("changed.shard"),
  AGAIN_SHARD("again.shard");

  /** The hash of {@link #FIRST_XORB}. */
  static final XetHash FIRST =
      XetHash.parse("e89ce04fb0d8f0563ebeda39c5bcdcc6c371b27fb5bee87bbdb166d00092cba3");

  /** The hash of {@link #CHANGED_XORB}. */
  static final XetHash CHANGED =
      XetHash.parse("b47e7f3e92b260e8332f6a826221cb976b9e815f6bef408f72af23a38fdf96f0");

  /** The SHA-256 of the first file. */
  static final String FIRST_SHA256 =
      "c9738044707e983fac7db3c818f0bd58b84ed91c730b8489e28fd72b5152801e";

  /** The SHA-256 of the changed file. */
  static final String CHANGED_SHA256 =
      "99b37a009dbbcd7f623da960474164cfa17ae87f3b0f43ce8cb9bdc6368fca11";

  /** The length of the first file. */
  static final int FIRST_BYTES = 229_436;

  private final String file;

  Captured(String file) {
    this.file = file;
  }

  /** The body. */
  byte[] bytes() {
    try (InputStream in = Captured.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body as a stream. */
  InputStream stream() {
    return Objects.requireNonNull(Captured.class.getResourceAsStream(file));
  }
}
