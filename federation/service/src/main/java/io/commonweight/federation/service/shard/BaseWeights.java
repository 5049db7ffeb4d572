package io.commonweight.federation.service.shard;

import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The weights a round starts from: mostly what the organization computed itself in the round
 * before, else a verified copy from the registry.
 */
final class BaseWeights {
  private final RegistryClient registry;
  private final RoundStore store;
  private final LongConsumer bytesRead;

  BaseWeights(RegistryClient registry, RoundStore store, LongConsumer bytesRead) {
    this.registry = registry;
    this.store = store;
    this.bytesRead = bytesRead;
  }

  /**
   * Makes sure that a release's weights are in the store, in the form in which they can be
   * aggregated.
   *
   * @return the header they begin with
   * @throws IOException if they cannot be had, or are not canonical safetensors of the tensors that
   *     the release names
   */
  CanonicalHeader require(LoggedRelease base) throws IOException {
    Release.File weights = base.release().weights();
    String key = RoundStore.weightsKey(weights.sha256());
    if (!store.has(key)) {
      fetch(weights.sha256(), weights.bytes());
    }
    var expected = CanonicalHeader.of(base.release().tensors(), Dtype.F32);
    try (InputStream in = store.open(key)) {
      if (!expected.isAtHeadOf(in)) {
        throw new IOException(
            "the weights of release %d are not canonical safetensors of the tensors it names; rewrite them with `commonweight` before founding a federation on them"
                .formatted(base.release().sequence()));
      }
    }
    return expected;
  }

  /**
   * Makes sure that an optimizer's states are in the store.
   *
   * @param states the files of the release that the round goes on from
   * @return their digests
   * @throws IOException if they cannot be had, or have other tensors than the weights
   */
  List<Sha256> requireStates(CanonicalHeader expected, List<Release.File> states)
      throws IOException {
    List<Sha256> found = new ArrayList<>();
    for (Release.File file : states) {
      String key = RoundStore.weightsKey(file.sha256());
      if (!store.has(key)) {
        fetch(file.sha256(), file.bytes());
      }
      try (InputStream in = store.open(key)) {
        if (!expected.isAtHeadOf(in)) {
          throw new IOException(
              file.path() + " of the last release has other tensors than its weights");
        }
      }
      found.add(file.sha256());
    }
    return found;
  }

  private void fetch(Sha256 digest, long bytes) throws IOException {
    Path file = store.scratchFile();
    try {
      Files.delete(file); // a download goes on from what is there
      registry.download(digest, bytes, file, _ -> {});
      bytesRead.accept(bytes);
      store.keep(RoundStore.weightsKey(digest), file);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
