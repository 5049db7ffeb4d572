package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What anybody may ask of a registry. Nothing it answers is trusted: callers verify against a
 * pinned charter. Safe for use by several threads.
 */
public final class RegistryClient {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;
  private static final int BUFFER_BYTES = 1 << 18;

  private final RegistryHttp http;

  /**
   * A client of one registry.
   *
   * @param registry its address: HTTPS, or plain HTTP to this machine
   * @throws IllegalArgumentException if it is another
   */
  public RegistryClient(URI registry) {
    this.http = new RegistryHttp(registry);
  }

  /** The registry's address. */
  public URI registry() {
    return http.base();
  }

  /** A session of a key that the charter of a federation names. */
  public RegistrySession session(String federation, HybridKey key, Clock clock) {
    return new RegistrySession(http, federation, new Token(http, federation, key, clock));
  }

  /**
   * A file below the address, such as a tile of a log.
   *
   * @param path relative to it
   * @param maxBytes the most that is read
   * @throws RegistryException with status 404 if there is none
   */
  public byte[] file(String path, int maxBytes) throws IOException {
    return http.bytes(http.request(path), maxBytes);
  }

  /** The names of the federations whose logs the registry keeps. */
  public List<String> federations() throws IOException {
    var names = new ArrayList<String>();
    for (JsonNode federation : http.json(http.request("v1/federations"))) {
      names.add(federation.path("federation").asText());
    }
    return names;
  }

  /** The exact bytes of a federation's {@code charter.json}. */
  public byte[] charterJson(String federation) throws IOException {
    return http.bytes(
        http.request("v1/federations/" + federation + "/charter.json"), Envelope.MAX_BYTES);
  }

  /** The exact bytes of a federation's {@code keys.json}. */
  public byte[] keysJson(String federation) throws IOException {
    return http.bytes(
        http.request("v1/federations/" + federation + "/keys.json"), KeySet.MAX_BYTES);
  }

  /** The keys of a federation's charters, fetched from this registry when they are needed. */
  public KeySets keySets(String federation) {
    return new RegistryKeySets(this, federation);
  }

  /**
   * The keys that some charter of a federation names.
   *
   * @param digest what the charter names them by; what is returned has it
   * @throws RegistryException with status 404 if the registry does not have them
   */
  public KeySet keySet(String federation, Sha256 digest) throws IOException {
    byte[] json = http.bytes(http.request(keySetPath(federation, digest)), KeySet.MAX_BYTES);
    if (!Sha256.of(json).equals(digest)) {
      throw new IOException(http.base() + " sent other keys than sha256:" + digest);
    }
    try {
      return KeySet.parse(json);
    } catch (JsonException e) {
      throw new IOException(http.base() + " sent malformed keys: " + e.getMessage(), e);
    }
  }

  static String keySetPath(String federation, Sha256 digest) {
    return "v1/federations/%s/keys/%s".formatted(federation, digest);
  }

  /**
   * One of a federation's logs from an index on; waits for entries if there are none yet.
   *
   * @param epoch which of the logs, counted from 1
   * @param from the index of the first entry in that log
   * @param wait how long, at most 30 s
   */
  public Feed entries(String federation, int epoch, long from, Duration wait) throws IOException {
    Duration bounded = wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
    return FeedParser.parse(
        http.bytes(
            http.request(
                "v1/federations/%s/log/entries?epoch=%d&from=%d&wait=%s"
                    .formatted(federation, epoch, from, bounded)),
            RegistryHttp.MAX_MEMORY_BYTES));
  }

  /**
   * The newest checkpoint that enough witnesses have cosigned, as a registry tells it. Nothing of
   * it is verified yet.
   *
   * @return empty if there is none yet
   */
  public Optional<SignedNote> witnessed(String federation) throws IOException {
    try {
      return Optional.of(
          SignedNote.parse(
              http.bytes(
                  http.request("v1/federations/" + federation + "/log/checkpoint/witnessed"),
                  SignedNote.MAX_BYTES)));
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    } catch (ProofException e) {
      throw new IOException(http.base() + " sent a malformed checkpoint: " + e.getMessage(), e);
    }
  }

  /**
   * Appends a statement to the log. Appending it again changes nothing and gives its receipt again.
   *
   * @return the receipt: the proof of its inclusion
   * @throws RegistryException if the registry refuses the statement
   */
  public LogProof append(String federation, Envelope statement) throws IOException {
    byte[] receipt =
        http.bytes(
            http.request("v1/federations/" + federation + "/log/entries")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(statement.encode())),
            Envelope.MAX_BYTES);
    try {
      return LogProof.parse(receipt);
    } catch (ProofException e) {
      throw new IOException(http.base() + " sent a malformed receipt: " + e.getMessage(), e);
    }
  }

  /**
   * The evidence for a release.
   *
   * @param sequence its number, or {@code latest}
   */
  public Evidence evidence(String federation, String sequence) throws IOException {
    return Evidence.parse(evidenceJson(federation, sequence));
  }

  /** The exact bytes of the evidence, for keeping beside the files. */
  public byte[] evidenceJson(String federation, String sequence) throws IOException {
    return evidenceJson(federation, sequence, Optional.empty());
  }

  /**
   * The exact bytes of the evidence, for keeping beside the files.
   *
   * @param since what was seen of the log before: that it grew from there is then shown too
   */
  public byte[] evidenceJson(String federation, String sequence, Optional<Checkpoint> since)
      throws IOException {
    String query =
        since
            .map(
                seen ->
                    "?since=%d&log=%s"
                        .formatted(
                            seen.size(), URLEncoder.encode(seen.origin(), StandardCharsets.UTF_8)))
            .orElse("");
    return http.bytes(
        http.request(
            "v1/federations/" + federation + "/releases/" + sequence + "/evidence" + query),
        Evidence.MAX_BYTES);
  }

  /**
   * The organizations of whose model signing bundles a registry has one.
   *
   * @param release the digest of a release's statement
   */
  public List<String> bundles(String federation, Sha256 release) throws IOException {
    var organizations = new ArrayList<String>();
    for (JsonNode name : http.json(http.request(bundlesPath(federation, release)))) {
      organizations.add(name.asText());
    }
    return organizations;
  }

  /**
   * An organization's model signing bundle of a release. Nothing of it is verified yet.
   *
   * @param release the digest of a release's statement
   * @throws RegistryException with status 404 if there is none
   */
  public OmsBundle bundle(String federation, Sha256 release, String organization)
      throws IOException {
    try {
      return OmsBundle.parse(
          http.bytes(
              http.request(bundlesPath(federation, release) + "/" + organization),
              OmsBundle.MAX_BYTES));
    } catch (OmsException e) {
      throw new IOException(http.base() + " sent a malformed bundle: " + e.getMessage(), e);
    }
  }

  /**
   * Stores an organization's model signing bundle of a release that is in force. If there is one
   * already, that one stays.
   *
   * @param release the digest of a release's statement
   * @throws RegistryException if it is not that organization's, or not of that release
   */
  public void putBundle(String federation, Sha256 release, String organization, OmsBundle bundle)
      throws IOException {
    http.send(
            http.request(bundlesPath(federation, release) + "/" + organization)
                .header("Content-Type", OmsBundle.MEDIA_TYPE)
                .PUT(BodyPublishers.ofByteArray(bundle.encode())))
        .body()
        .close();
  }

  private static String bundlesPath(String federation, Sha256 release) {
    return "v1/federations/%s/releases/%s/bundles".formatted(federation, release);
  }

  /** The releases a registry tells of, oldest first. */
  public List<ReleaseSummary> releases(String federation) throws IOException {
    var releases = new ArrayList<ReleaseSummary>();
    for (JsonNode r : http.json(http.request("v1/federations/" + federation + "/releases"))) {
      releases.add(
          new ReleaseSummary(
              r.path("sequence").asInt(),
              r.path("digest").asText(),
              r.path("policy").asText(),
              r.path("commit").asText("")));
    }
    return releases;
  }

  /**
   * A release as a registry lists it.
   *
   * @param sequence its number
   * @param digest the digest of its statement
   * @param policy the repo {@code ORG/NAME}
   * @param commit the git commit id of its revision; empty while the registry lacks its files
   */
  public record ReleaseSummary(int sequence, String digest, String policy, String commit) {}

  /**
   * Downloads a public blob, going on where an earlier attempt stopped.
   *
   * <p>Bytes go to {@code target.part}; the target appears only once its digest was verified.
   *
   * @param bytes the size the blob must have
   * @param progress told how many bytes are there, now and then
   * @throws IOException if it cannot be had, or is not what its name says: then nothing is left
   */
  public void download(Sha256 blob, long bytes, Path target, LongConsumer progress)
      throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    long there = Files.exists(part) ? Files.size(part) : 0;
    if (there > bytes) {
      Files.delete(part);
      there = 0;
    }
    if (there < bytes || bytes == 0) {
      fetch(blob, bytes, part, there, progress);
    }
    if (!Sha256.of(part).equals(blob)) {
      Files.delete(part);
      throw new IOException(
          "%s sent other bytes than blob %s has; nothing was kept".formatted(http.base(), blob));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Opens a range of a public blob. The caller closes it, and checks what it reads.
   *
   * @param offset the first byte
   * @param length how many bytes, at least 1
   */
  public InputStream open(Sha256 blob, long offset, long length) throws IOException {
    return http.body(
        http.send(
            http.request("v1/blobs/" + blob)
                .header("Range", "bytes=" + offset + "-" + (offset + length - 1))));
  }

  /**
   * Opens a range of a masked vector of a round whose release is in force. The caller closes it,
   * and checks what it reads.
   *
   * @param offset the first byte
   * @param length how many bytes, at least 1
   * @throws RegistryException with status 404 if there is none
   */
  public InputStream openVector(String federation, Sha256 vector, long offset, long length)
      throws IOException {
    return http.body(
        http.send(
            http.request("v1/federations/%s/vectors/%s".formatted(federation, vector))
                .header("Range", "bytes=" + offset + "-" + (offset + length - 1))));
  }

  private void fetch(Sha256 blob, long bytes, Path part, long there, LongConsumer progress)
      throws IOException {
    var request = http.request("v1/blobs/" + blob);
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
    }
    HttpResponse<InputStream> response = http.send(request);
    long position = response.statusCode() == 206 ? there : 0;
    try (InputStream in = http.body(response);
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(position);
      out.position(position);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        position += read;
        if (position > bytes) {
          throw new IOException("blob " + blob + " is longer than " + bytes + " bytes");
        }
        var chunk = ByteBuffer.wrap(buffer, 0, read);
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
        progress.accept(position);
      }
      out.force(true);
    }
  }
}
