package io.commonweight.registry.blob;

import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.blob.S3BlobStore;
import io.minio.MinioAsyncClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the store that the configuration names. */
final class BlobStorage {
  private static final String RECEIVING = "receiving";
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String STORE = "store";

  private BlobStorage() {}

  /** The store that tiles, update blobs and public blobs share, each under its own prefix. */
  @Produces
  @Singleton
  static BlobStore store(BlobConfig config) throws IOException {
    return config.s3().isPresent()
        ? s3(config.s3().get())
        : new FileBlobStore(config.directory().resolve(STORE));
  }

  private static BlobStore s3(BlobConfig.S3 s3) {
    var client =
        MinioAsyncClient.builder()
            .endpoint(s3.endpoint().toString())
            .region(s3.region().orElse(DEFAULT_REGION))
            .credentials(s3.accessKey(), s3.secretKey())
            .build();
    return new S3BlobStore(client, s3.bucket());
  }

  /** The public blobs. */
  @Produces
  @Singleton
  static Blobs blobs(BlobStore store, BlobConfig config) throws IOException {
    Path scratch = config.directory().resolve(RECEIVING);
    Files.createDirectories(scratch);
    return new Blobs(store, scratch);
  }
}
