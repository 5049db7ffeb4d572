package io.commonweight.sdk.verify;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Check.Step;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FiniteCheck;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.TensorData;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The checks of a release's files.
 *
 * @param release a release that was shown to be genuine
 * @param folder where its files are said to lie
 */
record FolderCheck(Release release, Path folder) {
  /** What our own client writes beside the files. */
  private static final String EVIDENCE = ".commonweight";

  /** What {@code hf download --local-dir} writes beside the files. */
  private static final String CACHE = ".cache";

  private static final String HUGGING_FACE = "huggingface";
  private static final int MAX_CARD_BYTES = 1 << 20;

  void run(Trail trail) throws FailedCheckException {
    trail.check(Step.LISTING, this::listing);
    trail.check(Step.DIGESTS, this::digests);
    trail.check(Step.STRUCTURE, this::structure);
    trail.check(Step.FINITE, this::finite);
    trail.check(Step.CARD, this::card);
  }

  private String listing() throws IOException, FailedCheckException {
    Set<String> missing = new TreeSet<>();
    release.files().forEach(file -> missing.add(file.path()));
    String passedOver = "";
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.equals(CACHE)) {
          requireHuggingFaceCache(entry);
          passedOver = "; passed over " + CACHE + "/" + HUGGING_FACE;
        } else if (!name.equals(EVIDENCE) || !Files.isDirectory(entry, NOFOLLOW_LINKS)) {
          requireListed(entry, missing.remove(name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (!missing.isEmpty()) {
      throw new FailedCheckException("missing: " + String.join(", ", missing));
    }
    return release.files().size() + " files, no others" + passedOver;
  }

  private static void requireListed(Path entry, boolean isListed) throws FailedCheckException {
    if (Files.isSymbolicLink(entry)) {
      throw new FailedCheckException(entry + " is a symbolic link: fetch real files");
    }
    if (!isListed) {
      throw new FailedCheckException(entry + " is no part of the release");
    }
    if (!Files.isRegularFile(entry, NOFOLLOW_LINKS)) {
      throw new FailedCheckException(entry + " is no plain file");
    }
  }

  private static void requireHuggingFaceCache(Path cache) throws IOException, FailedCheckException {
    requireDirectory(cache);
    try (var entries = Files.newDirectoryStream(cache)) {
      for (Path entry : entries) {
        if (!entry.endsWith(HUGGING_FACE)) {
          throw new FailedCheckException(entry + " is no part of the release");
        }
        requireDirectory(entry);
      }
    }
  }

  private static void requireDirectory(Path path) throws FailedCheckException {
    if (!Files.isDirectory(path, NOFOLLOW_LINKS)) {
      throw new FailedCheckException(path + " is no part of the release");
    }
  }

  private String digests() throws IOException, FailedCheckException {
    long total = 0;
    for (Release.File file : release.files()) {
      Path path = folder.resolve(file.path());
      long bytes = Files.size(path);
      if (bytes != file.bytes()) {
        throw new FailedCheckException(
            "%s has %d bytes, the release says %d".formatted(file.path(), bytes, file.bytes()));
      }
      Sha256 found;
      try (var in = Files.newInputStream(path, NOFOLLOW_LINKS)) {
        found = Sha256.of(in);
      }
      if (!found.equals(file.sha256())) {
        throw new FailedCheckException(
            "%s is sha256:%s, the release says sha256:%s"
                .formatted(file.path(), found, file.sha256()));
      }
      total += bytes;
    }
    return "%d files, %d bytes".formatted(release.files().size(), total);
  }

  private String structure() throws IOException, FailedCheckException {
    try (SeekableByteChannel weights = weights()) {
      List<TensorInfo> tensors = SafetensorsHeader.read(weights).tensors();
      for (TensorInfo tensor : tensors) {
        if (tensor.dtype() != Dtype.F32) {
          throw new FailedCheckException(
              "tensor %s is %s, not F32".formatted(tensor.name(), tensor.dtype()));
        }
      }
      List<Release.Tensor> found =
          tensors.stream()
              .map(tensor -> new Release.Tensor(tensor.name(), tensor.shape()))
              .sorted(Comparator.comparing(Release.Tensor::name))
              .toList();
      if (!found.equals(release.tensors())) {
        throw new FailedCheckException("the tensors are not those the release states");
      }
      return "strict safetensors, %d tensors as stated".formatted(tensors.size());
    }
  }

  private String finite() throws IOException, FailedCheckException {
    try (SeekableByteChannel weights = weights()) {
      Optional<String> poison = FiniteCheck.firstNonFinite(TensorData.open(weights));
      if (poison.isPresent()) {
        throw new FailedCheckException(poison.get() + " is not a finite number");
      }
      return "every weight is a finite number";
    }
  }

  private String card() throws IOException, CardException, FailedCheckException {
    byte[] readme;
    try (var in = Files.newInputStream(folder.resolve(Release.CARD), NOFOLLOW_LINKS)) {
      readme = in.readNBytes(MAX_CARD_BYTES + 1);
    }
    if (readme.length > MAX_CARD_BYTES) {
      throw new FailedCheckException(Release.CARD + " is larger than " + MAX_CARD_BYTES + " bytes");
    }
    var facts =
        new WeightsFacts(
            release.weights().sha256().hex(),
            release.tensors().stream()
                .map(t -> new WeightsFacts.Tensor(t.name(), Dtype.F32.name(), t.shape()))
                .toList());
    CardClaims.read(readme).check(release.policy(), release.sequence(), facts);
    return "agrees with the weights";
  }

  private SeekableByteChannel weights() throws IOException {
    return Files.newByteChannel(
        folder.resolve(Release.WEIGHTS), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }
}
