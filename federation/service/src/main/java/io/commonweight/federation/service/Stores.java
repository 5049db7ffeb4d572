package io.commonweight.federation.service;

import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.blob.S3BlobStore;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the store that the configuration names. */
final class Stores {
  private static final long MIN_S3_SHARD = (5 << 20) / 4;

  private Stores() {}

  static RoundStore open(AggregatorConfig config) throws IOException {
    Path scratch = config.data().resolve("scratch");
    Files.createDirectories(scratch);
    BlobStore store =
        config.s3().isPresent()
            ? s3(config, config.s3().get())
            : new FileBlobStore(config.data().resolve("store"));
    var rounds = new RoundStore(store, scratch);
    rounds.recover();
    return rounds;
  }

  private static BlobStore s3(AggregatorConfig config, AggregatorConfig.S3 s3) {
    if (config.shardElements() < MIN_S3_SHARD) {
      throw new IllegalArgumentException(
          "commonweight.aggregator.shard-elements: S3 takes no shards of less than "
              + MIN_S3_SHARD
              + " elements");
    }
    var client =
        MinioAsyncClient.builder()
            .endpoint(s3.endpoint().toString())
            .region(s3.region().orElse("us-east-1"))
            .credentials(s3.accessKey(), s3.secretKey())
            .build();
    return new S3BlobStore(client, s3.bucket());
  }
}
