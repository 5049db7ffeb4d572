package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.arc.Arc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A repo of its own for each test, and the releases that are published into it. */
public final class TestRepo {
  private final String federation;
  private final RepoId id;
  private final List<Release> releases = new ArrayList<>();
  private final Blobs blobs = Arc.container().instance(Blobs.class).get();
  private final ReleasePublisher publisher = Arc.container().instance(ReleasePublisher.class).get();

  /** A repo with a random name. */
  public TestRepo() {
    this("f-" + UUID.randomUUID(), new RepoId("o-" + UUID.randomUUID(), "policy"));
  }

  TestRepo(String federation, RepoId id) {
    this.federation = federation;
    this.id = id;
  }

  /** Its name. */
  public RepoId id() {
    return id;
  }

  /** The repo itself, after its first release. */
  Repo find() {
    return catalog().find(RepoType.MODEL, id).orElseThrow();
  }

  /** The federation it belongs to. */
  public String federation() {
    return federation;
  }

  /** Publishes the next release with weights of some numbers. */
  public Revision publish(String card, float... weights) {
    Release release = announce(Map.of(Release.CARD, card.getBytes(UTF_8)), weights);
    store(Map.of(Release.CARD, card.getBytes(UTF_8)), weights);
    publisher.publishWaiting();
    return revision(release);
  }

  /** Puts the next release in force and leaves its files out. */
  Release announce(Map<String, byte[]> files, float... weights) {
    Release release = next(files, weights);
    releases.add(release);
    publisher.announce(provenance(release), release);
    return release;
  }

  /** The next release with its files in the store, which nobody has heard of yet. */
  Release prepare(Map<String, byte[]> files, float... weights) {
    store(files, weights);
    return next(files, weights);
  }

  void announceAgain(Release release) {
    publisher.announce(provenance(release), release);
  }

  /** Stores files and weights. */
  void store(Map<String, byte[]> files, float... weights) {
    files.values().forEach(this::store);
    store(safetensors(weights));
  }

  Revision revision(Release release) {
    return find(release).orElseThrow();
  }

  Optional<Revision> find(Release release) {
    return catalog().find(new Statement(release).digest());
  }

  /** A file of one F32 tensor {@code w}. */
  public static byte[] safetensors(float... weights) {
    String json =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(weights.length, 4 * weights.length);
    byte[] header = (json + " ".repeat(-json.length() & 7)).getBytes(UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 4 * weights.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    for (float weight : weights) {
      file.putFloat(weight);
    }
    return file.array();
  }

  private void store(byte[] content) {
    try {
      blobs.put(new ByteArrayInputStream(content), Optional.empty(), content.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RepoCatalog catalog() {
    return Arc.container().instance(RepoCatalog.class).get();
  }

  private Provenance provenance(Release release) {
    return new Provenance(
        federation, release.sequence(), new Statement(release).digest(), 10L + release.sequence());
  }

  private Release next(Map<String, byte[]> files, float... weights) {
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(Release.WEIGHTS, safetensors(weights));
    Optional<Sha256> previous =
        releases.isEmpty()
            ? Optional.empty()
            : Optional.of(new Statement(releases.getLast()).digest());
    return new Release(
        Sha256.of(federation.getBytes(UTF_8)),
        id.toString(),
        releases.size(),
        previous,
        previous,
        Release.Standing.FOUNDING,
        all.entrySet().stream()
            .map(e -> new Release.File(e.getKey(), Sha256.of(e.getValue()), e.getValue().length))
            .toList(),
        List.of(new Release.Tensor("w", List.of((long) weights.length))));
  }
}
