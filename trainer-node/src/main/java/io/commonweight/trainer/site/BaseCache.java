package io.commonweight.trainer.site;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Downloads the files of releases into a folder where each is named by its digest. */
final class BaseCache {
  private final Path folder;
  private final RegistryClient registry;

  BaseCache(Path folder, RegistryClient registry) {
    this.folder = folder;
    this.registry = registry;
  }

  /**
   * The files of a release, verified against what the quorum signed.
   *
   * @throws IOException if they cannot be downloaded now
   * @throws SiteException if the release itself is unusable
   */
  Base get(FederationState state, LoggedRelease release) throws IOException, SiteException {
    Files.createDirectories(folder);
    Release.File profile = file(release, PolicyFolder.EMBODIMENT);
    if (!profile.sha256().equals(state.charter().profile())) {
      throw new SiteException(
          "Release %d brings embodiment profile %s, but the charter demands %s: ask the federation"
              .formatted(
                  release.release().sequence(), profile.sha256(), state.charter().profile()));
    }
    Path weights = fetch(release.release().weights());
    Path config = fetch(file(release, PolicyFolder.CONFIG));
    Path embodiment = fetch(profile);
    Policy policy;
    try {
      policy = PolicyFolder.read(weights, config);
      requireTensors(release, policy);
      return new Base(release, policy, PolicyFolder.embodiment(embodiment));
    } catch (IOException e) {
      throw new SiteException(
          "Release %d cannot be trained on: %s"
              .formatted(release.release().sequence(), e.getMessage()),
          e);
    }
  }

  /** Deletes the files that a release does not have. */
  void keepOnly(LoggedRelease release) throws IOException {
    Set<String> names =
        Set.copyOf(release.release().files().stream().map(file -> file.sha256().hex()).toList());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !names.contains(f.getFileName().toString())).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Release.File file(LoggedRelease release, String name) throws SiteException {
    return release
        .release()
        .file(name)
        .orElseThrow(
            () ->
                new SiteException(
                    "Release %d has no %s, so it cannot be trained on: ask the federation"
                        .formatted(release.release().sequence(), name)));
  }

  private Path fetch(Release.File file) throws IOException {
    Path target = folder.resolve(file.sha256().hex());
    if (!Files.exists(target) || !Sha256.of(target).equals(file.sha256())) {
      registry.download(file.sha256(), file.bytes(), target, _ -> {});
    }
    return target;
  }

  private static void requireTensors(LoggedRelease release, Policy policy) throws SiteException {
    List<Release.Tensor> found =
        policy.tensors().stream()
            .sorted(Comparator.comparing(Tensor::name))
            .map(
                t ->
                    new Release.Tensor(
                        t.name(), t.shape().stream().map(Integer::longValue).toList()))
            .toList();
    if (!found.equals(release.release().tensors())) {
      throw new SiteException(
          "The weights of release %d have tensors %s, but it states %s"
              .formatted(release.release().sequence(), found, release.release().tensors()));
    }
  }
}
