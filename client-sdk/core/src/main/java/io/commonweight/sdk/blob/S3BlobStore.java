package io.commonweight.sdk.blob;

import io.minio.ComposeObjectArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A store in a bucket of an S3-compatible service. The bucket exists; this class never makes one.
 *
 * @param client stays the caller's to close
 * @param bucket its name
 */
public record S3BlobStore(MinioAsyncClient client, String bucket) implements BlobStore {

  @Override
  public void put(String key, InputStream content, long sizeBytes) throws IOException {
    var exact = new ExactStream(content, sizeBytes);
    await(
        client.putObject(
            PutObjectArgs.builder().bucket(bucket).object(ObjectKey.require(key)).stream(
                    exact, sizeBytes, -1L)
                .build()));
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(length + " bytes from " + offset);
    }
    OptionalLong size = size(key);
    if (size.isEmpty()) {
      return Optional.empty();
    }
    long there = Math.min(length, size.getAsLong() - offset);
    if (there <= 0) {
      // S3 has no empty ranges.
      return Optional.of(InputStream.nullInputStream());
    }
    var range = GetObjectArgs.builder().bucket(bucket).object(key).offset(offset).length(there);
    return unlessMissing(client.getObject(range.build())).map(in -> in);
  }

  @Override
  public Optional<Path> file(String key) {
    ObjectKey.require(key);
    return Optional.empty();
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    var object = StatObjectArgs.builder().bucket(bucket).object(ObjectKey.require(key)).build();
    return unlessMissing(client.statObject(object))
        .map(found -> OptionalLong.of(found.size()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public void delete(String key) throws IOException {
    var object = RemoveObjectArgs.builder().bucket(bucket).object(ObjectKey.require(key)).build();
    await(client.removeObject(object));
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    var objects =
        ListObjectsArgs.builder()
            .bucket(bucket)
            .prefix(ObjectKey.requirePrefix(prefix))
            .recursive(true)
            .build();
    List<String> keys = new ArrayList<>();
    try {
      for (Result<Item> item : client.listObjects(objects)) {
        if (!item.get().isDir()) {
          keys.add(item.get().objectName());
        }
      }
    } catch (MinioException e) {
      throw new IOException("S3 cannot list " + bucket + "/" + prefix, e);
    }
    return keys.stream().sorted().toList();
  }

  @Override
  public void move(String from, String to) throws IOException {
    ObjectKey.require(to);
    if (size(from).isEmpty()) {
      throw new FileNotFoundException("no object " + from);
    }
    // Unlike a plain copy, this also works beyond 5 GB.
    var source = SourceObject.builder().bucket(bucket).object(from).build();
    await(
        client.composeObject(
            ComposeObjectArgs.builder()
                .bucket(bucket)
                .object(to)
                .sources(new ArrayList<>(List.of(source)))
                .build()));
    delete(from);
  }

  @Override
  public UploadSession begin(String key) throws IOException {
    var upload =
        CreateMultipartUploadArgs.builder().bucket(bucket).object(ObjectKey.require(key)).build();
    return resume(key, await(client.createMultipartUpload(upload)).result().uploadId());
  }

  @Override
  public UploadSession resume(String key, String id) {
    return new S3UploadSession(client, bucket, ObjectKey.require(key), ObjectKey.requireId(id));
  }

  /** Waits for an answer of the service; a refusal of any kind is an {@link IOException}. */
  static <T> T await(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException io) {
          throw io;
        }
      }
      throw new IOException("S3 refused: " + e.getMessage(), e);
    }
  }

  private static <T> Optional<T> unlessMissing(CompletableFuture<T> answer) throws IOException {
    try {
      return Optional.of(await(answer));
    } catch (IOException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static boolean isMissing(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponseException refusal) {
        return refusal.errorResponse().code().equals("NoSuchKey");
      }
    }
    return false;
  }
}
