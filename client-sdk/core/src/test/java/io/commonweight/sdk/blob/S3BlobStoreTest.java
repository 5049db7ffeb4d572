package io.commonweight.sdk.blob;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.minio.MinioAsyncClient;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract on an S3 service, such as s3proxy, Ceph RGW or Garage: {@code COMMONWEIGHT_TEST_S3}
 * is {@code http://<access key>:<secret key>@<host>:<port>/<bucket>}. Skipped without it.
 */
class S3BlobStoreTest extends BlobStoreContract {

  private static final Optional<URI> SERVICE =
      Optional.ofNullable(System.getenv("COMMONWEIGHT_TEST_S3")).map(URI::create);

  private static final Optional<BlobStore> STORE = SERVICE.map(S3BlobStoreTest::connect);

  @BeforeAll
  static void findService() {
    assumeThat(SERVICE).as("COMMONWEIGHT_TEST_S3 names an S3 service").isPresent();
  }

  @Override
  BlobStore open() {
    // One client for all: each has a connection pool of its own.
    return STORE.orElseThrow();
  }

  @Override
  int partBytes() {
    return 5 << 20;
  }

  private static BlobStore connect(URI service) {
    String[] keys = service.getUserInfo().split(":", 2);
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint("http://" + service.getHost() + ":" + service.getPort())
            .region("us-east-1")
            .credentials(keys[0], keys[1])
            .build();
    return new S3BlobStore(client, service.getPath().substring(1));
  }
}
