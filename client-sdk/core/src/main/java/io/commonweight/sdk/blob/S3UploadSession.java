package io.commonweight.sdk.blob;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An S3 multipart upload; tags are the ETags of its parts. */
record S3UploadSession(MinioAsyncClient client, String bucket, String key, String id)
    implements UploadSession {

  @Override
  public UploadPart writePart(int number, InputStream content, long sizeBytes) throws IOException {
    UploadPart.requireSize(sizeBytes);
    byte[] part = new ExactStream(content, sizeBytes).readAllBytes();
    var upload =
        UploadPartArgs.builder()
            .bucket(bucket)
            .object(key)
            .uploadId(id)
            .partNumber(number)
            .data(part, part.length)
            .build();
    return new UploadPart(number, S3BlobStore.await(client.uploadPart(upload)).part().etag());
  }

  @Override
  public void complete(List<UploadPart> parts) throws IOException {
    Part[] named = parts.stream().map(p -> new Part(p.number(), p.tag())).toArray(Part[]::new);
    var upload =
        CompleteMultipartUploadArgs.builder().bucket(bucket).object(key).uploadId(id).parts(named);
    S3BlobStore.await(client.completeMultipartUpload(upload.build()));
  }

  @Override
  public void abort() throws IOException {
    var upload = AbortMultipartUploadArgs.builder().bucket(bucket).object(key).uploadId(id);
    try {
      S3BlobStore.await(client.abortMultipartUpload(upload.build()));
    } catch (IOException e) {
      if (!hasEnded(e)) {
        throw e;
      }
    }
  }

  private static boolean hasEnded(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponseException refusal) {
        return refusal.errorResponse().code().equals("NoSuchUpload");
      }
    }
    return false;
  }
}
