package io.commonweight.sdk.blob;

import io.commonweight.embedded.S3;
import io.commonweight.embedded.SharedServices;
import io.minio.MinioAsyncClient;

/** The contract on a real S3 gateway. */
class S3BlobStoreTest extends BlobStoreContract {
  // One client for all: each has a connection pool of its own.
  private static final BlobStore STORE = connect();

  @Override
  BlobStore open() {
    return STORE;
  }

  @Override
  int partBytes() {
    return 5 << 20;
  }

  private static BlobStore connect() {
    S3 s3 = SharedServices.s3();
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(s3.endpoint().toString())
            .region("us-east-1")
            .credentials(s3.accessKey(), s3.secretKey())
            .build();
    return new S3BlobStore(client, SharedServices.freshBucket());
  }
}
