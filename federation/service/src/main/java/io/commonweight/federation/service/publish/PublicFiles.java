package io.commonweight.federation.service.publish;

import io.commonweight.federation.card.PolicyFacts;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.SafetensorsHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of releases in the registry.
 *
 * @param site the registry, and the store that the new weights are in
 */
record PublicFiles(Site site) {
  private static final int NOT_FOUND = 404;

  /**
   * What the small files of a release tell.
   *
   * @throws CannotSignException if one is not among its files or malformed
   */
  PolicyFacts facts(Release release) throws IOException, CannotSignException {
    try {
      return PolicyFacts.parse(
          read(release, PolicyFacts.EMBODIMENT_FILE), read(release, PolicyFacts.CONFIG_FILE));
    } catch (JsonException e) {
      throw new CannotSignException("release " + release.sequence() + ": " + e.getMessage(), e);
    }
  }

  private byte[] read(Release release, String path) throws IOException, CannotSignException {
    Release.File file =
        release
            .file(path)
            .orElseThrow(
                () ->
                    new CannotSignException(
                        "release " + release.sequence() + " has no " + path + " for its card"));
    if (file.bytes() > PolicyFacts.MAX_BYTES) {
      throw new CannotSignException(path + " has " + file.bytes() + " bytes, too many for a card");
    }
    try (InputStream in = site.registry().open(file.sha256(), 0, file.bytes())) {
      byte[] content = in.readNBytes((int) file.bytes());
      if (!Sha256.of(content).equals(file.sha256())) {
        throw new IOException("the registry sent other bytes than " + path + " has");
      }
      return content;
    }
  }

  /** The header of weights that are in the store. */
  SafetensorsHeader header(Sha256 weights) throws IOException {
    Path copy = copy(weights);
    try (FileChannel file = FileChannel.open(copy)) {
      return SafetensorsHeader.read(file);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Stores new weights in the registry, unless somebody has. */
  void putWeights(Sha256 weights) throws IOException {
    if (isPublic(weights)) {
      return;
    }
    Path copy = copy(weights);
    try {
      site.session().putBlob(weights, copy);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Stores a card in the registry. */
  void putCard(byte[] card) throws IOException {
    if (!isPublic(Sha256.of(card))) {
      site.session().putBlob(card);
    }
  }

  private boolean isPublic(Sha256 blob) throws IOException {
    try (InputStream first = site.registry().open(blob, 0, 1)) {
      return first.read() >= 0;
    } catch (RegistryException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      return false;
    }
  }

  private Path copy(Sha256 weights) throws IOException {
    Path copy = site.store().scratchFile();
    try (InputStream in = site.store().open(RoundStore.weightsKey(weights));
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    return copy;
  }
}
