package io.commonweight.federation.recompute;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Blobs in memory, which are what a test has made of them. */
record MemoryBlobs(Map<Sha256, byte[]> content) implements RoundBlobs {

  @Override
  public OptionalLong size(Sha256 digest) {
    return Optional.ofNullable(content.get(digest)).stream()
        .mapToLong(blob -> blob.length)
        .findFirst();
  }

  @Override
  public InputStream open(Sha256 digest, long bytes) {
    return new ByteArrayInputStream(content.getOrDefault(digest, new byte[0]), 0, (int) bytes);
  }
}
