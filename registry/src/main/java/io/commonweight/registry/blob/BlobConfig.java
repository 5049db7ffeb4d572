package io.commonweight.registry.blob;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where blobs, update blobs and log tiles are kept: a folder, or an S3 bucket. */
@ConfigMapping(prefix = "commonweight.blobs")
public interface BlobConfig {

  /**
   * Folder of this registry on a local disk. Blobs lie there unless {@link #s3} is given; uploads
   * are always received there first.
   */
  Path directory();

  /** Largest public blob that is accepted. */
  @WithDefault("64G")
  MemorySize maxSize();

  /** An S3-compatible store; absent: the folder itself is the store. */
  Optional<S3> s3();

  /** An S3-compatible store. */
  interface S3 {
    /** Base address, such as {@code https://s3.example.org}. */
    URI endpoint();

    /** Bucket; it must exist, the registry never creates one. */
    String bucket();

    /** Region that requests are signed for; {@code us-east-1} if absent. */
    Optional<String> region();

    /** Access key. */
    String accessKey();

    /** Secret key. */
    String secretKey();
  }
}
