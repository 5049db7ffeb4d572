package io.commonweight.sdk.verify;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Check.Step;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FiniteCheck;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.TensorData;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of what a release's files say.
 *
 * @param release a release that was shown to be genuine
 * @param folder holds its files, and nobody else writes to it
 */
record ContentCheck(Release release, Path folder) {

  void run(Trail trail) throws FailedCheckException {
    trail.check(Step.STRUCTURE, this::structure);
    trail.check(Step.FINITE, this::finite);
    trail.check(Step.CARD, this::card);
  }

  private String structure() throws IOException, FailedCheckException {
    requireStructure(Release.WEIGHTS);
    for (Release.File state : release.optimizerState()) {
      requireStructure(state.path());
    }
    return "strict safetensors, %d tensors as stated".formatted(release.tensors().size());
  }

  private void requireStructure(String path) throws IOException, FailedCheckException {
    try (SeekableByteChannel weights = open(path)) {
      List<TensorInfo> tensors = SafetensorsHeader.read(weights).tensors();
      for (TensorInfo tensor : tensors) {
        if (tensor.dtype() != Dtype.F32) {
          throw new FailedCheckException(
              "%stensor %s is %s, not F32".formatted(of(path), tensor.name(), tensor.dtype()));
        }
      }
      List<Release.Tensor> found =
          tensors.stream()
              .map(tensor -> new Release.Tensor(tensor.name(), tensor.shape()))
              .sorted(Comparator.comparing(Release.Tensor::name))
              .toList();
      if (!found.equals(release.tensors())) {
        throw new FailedCheckException(of(path) + "the tensors are not those the release states");
      }
    }
  }

  private String finite() throws IOException, FailedCheckException {
    requireFinite(Release.WEIGHTS);
    for (Release.File state : release.optimizerState()) {
      requireFinite(state.path());
    }
    return "every weight is a finite number";
  }

  private void requireFinite(String path) throws IOException, FailedCheckException {
    try (SeekableByteChannel weights = open(path)) {
      Optional<String> poison = FiniteCheck.firstNonFinite(TensorData.open(weights));
      if (poison.isPresent()) {
        throw new FailedCheckException(of(path) + poison.get() + " is not a finite number");
      }
    }
  }

  /** What tells the optimizer's state from the weights. */
  private static String of(String path) {
    return path.equals(Release.WEIGHTS) ? "" : path + ": ";
  }

  private String card() throws IOException, CardException, FailedCheckException {
    byte[] readme;
    try (var in = Files.newInputStream(folder.resolve(Release.CARD), NOFOLLOW_LINKS)) {
      readme = in.readNBytes(SizeCheck.MAX_CARD + 1);
    }
    if (readme.length > SizeCheck.MAX_CARD) {
      throw new FailedCheckException(
          Release.CARD + " is larger than " + SizeCheck.MAX_CARD + " bytes");
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

  private SeekableByteChannel open(String path) throws IOException {
    return Files.newByteChannel(
        folder.resolve(path), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
  }
}
