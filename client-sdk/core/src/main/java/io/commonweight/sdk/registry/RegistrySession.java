package io.commonweight.sdk.registry;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * What the holder of a key may ask of a registry: the private space for updates, and writing blobs.
 * Safe for use by several threads.
 */
public final class RegistrySession {
  private static final String SALT = "X-Commonweight-Salt";

  private final RegistryHttp http;
  private final String federation;
  private final Token token;

  RegistrySession(RegistryHttp http, String federation, Token token) {
    this.http = http;
    this.federation = federation;
    this.token = token;
  }

  /** Stores an update blob durably; storing it again changes nothing. */
  public void putUpdate(Sha256 commitment, Bytes salt, Path blob) throws IOException {
    send(http.request(update(commitment))
            .header(SALT, HexFormat.of().formatHex(salt.toArray()))
            .PUT(BodyPublishers.ofFile(blob)))
        .body()
        .close();
  }

  /**
   * The salt and the size of an update blob.
   *
   * @throws RegistryException with status 404 if there is none, 403 while its round is open
   */
  public UpdateInfo updateInfo(Sha256 commitment) throws IOException {
    HttpResponse<InputStream> response = send(http.request(update(commitment)).HEAD());
    response.body().close();
    OptionalLong size = response.headers().firstValueAsLong("Content-Length");
    String salt = response.headers().firstValue(SALT).orElse("");
    try {
      return new UpdateInfo(Bytes.of(HexFormat.of().parseHex(salt)), size.orElse(0));
    } catch (IllegalArgumentException e) {
      throw new IOException(http.base() + " sent a malformed salt", e);
    }
  }

  /**
   * What a registry tells of an update blob.
   *
   * @param salt what was hashed before the blob's digest
   * @param bytes the blob's size
   */
  public record UpdateInfo(Bytes salt, long bytes) {}

  /** Opens a range of an update blob. The caller closes it. */
  public InputStream openUpdate(Sha256 commitment, long offset, long length) throws IOException {
    return send(http.request(update(commitment))
            .header("Range", "bytes=" + offset + "-" + (offset + length - 1)))
        .body();
  }

  /**
   * Stores a dealer's parcels, or a masked vector, durably; storing it again changes nothing.
   *
   * @throws RegistryException with status 409 unless the secure round is at that step
   */
  public void putSecureBlob(Sha256 digest, Path blob) throws IOException {
    send(http.request(secure(digest)).PUT(BodyPublishers.ofFile(blob))).body().close();
  }

  /**
   * The size of a blob of a secure round that its node has signed for in the log.
   *
   * @throws RegistryException with status 404 if there is none, 403 if it is not for this key, or
   *     not yet
   */
  public long secureBlobBytes(Sha256 digest) throws IOException {
    HttpResponse<InputStream> response = send(http.request(secure(digest)).HEAD());
    response.body().close();
    return response.headers().firstValueAsLong("Content-Length").orElse(0);
  }

  /** Opens a range of a blob of a secure round. The caller closes it, and checks what it reads. */
  public InputStream openSecureBlob(Sha256 digest, long offset, long length) throws IOException {
    return send(http.request(secure(digest))
            .header("Range", "bytes=" + offset + "-" + (offset + length - 1)))
        .body();
  }

  /** Stores a public blob durably; storing it again changes nothing. */
  public void putBlob(Sha256 digest, Path file) throws IOException {
    send(http.request(blob(digest)).PUT(BodyPublishers.ofFile(file))).body().close();
  }

  /** Stores a small public blob durably. */
  public void putBlob(byte[] content) throws IOException {
    Sha256 digest = Sha256.of(content);
    send(http.request(blob(digest)).PUT(BodyPublishers.ofByteArray(content))).body().close();
  }

  /** Stores the keys that a charter names; storing them again changes nothing. */
  public void putKeySet(KeySet keys) throws IOException {
    send(http.request(RegistryClient.keySetPath(federation, keys.digest()))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(keys.encode())))
        .body()
        .close();
  }

  private String update(Sha256 commitment) {
    return "v1/federations/" + federation + "/updates/" + commitment;
  }

  private String secure(Sha256 digest) {
    return "v1/federations/" + federation + "/secure-blobs/" + digest;
  }

  private String blob(Sha256 digest) {
    return "v1/federations/" + federation + "/blobs/" + digest;
  }

  /** Sends with the token; once more with a new one if the registry has forgotten it. */
  private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(authorized(request));
    } catch (RegistryException e) {
      if (e.status() != 401) {
        throw e;
      }
      token.discard();
      return http.send(authorized(request));
    }
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder request) throws IOException {
    return request.setHeader("Authorization", "Bearer " + token.value());
  }
}
