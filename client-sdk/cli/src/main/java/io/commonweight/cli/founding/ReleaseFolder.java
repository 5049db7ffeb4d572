package io.commonweight.cli.founding;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.card.PolicyFacts;
import io.commonweight.federation.card.ReleaseCard;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.DurableFile;
import io.commonweight.sdk.weights.SafetensorsHeader;
import io.commonweight.sdk.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a first release, which no round made.
 *
 * @param directory flat; every file in it belongs to the release
 */
record ReleaseFolder(Path directory) {
  /**
   * The statement that every organization signs: it follows from the files and the charter.
   *
   * @throws CommandException if the folder is no release of this federation
   */
  Release statement(Founding founding) throws IOException, CommandException {
    List<Release.File> files = files();
    if (files.stream().noneMatch(file -> file.path().equals(Release.CARD))) {
      throw new CommandException(
          "%s has no %s: make it with 'commonweight release card'"
              .formatted(directory, Release.CARD));
    }
    requireProfile(files, founding);
    var release =
        new Release(
            founding.charterDigest(),
            founding.charter().policy(),
            0,
            Optional.empty(),
            Optional.empty(),
            Release.Standing.FOUNDING,
            files,
            tensors());
    requireTruthfulCard(release);
    return release;
  }

  /**
   * Makes the card from the other files, in place of one that may be there.
   *
   * @param source how the weights came to be, in a few words
   */
  void writeCard(Founding founding, String source) throws IOException {
    try {
      PolicyFacts policy =
          PolicyFacts.parse(read(PolicyFacts.EMBODIMENT_FILE), read(PolicyFacts.CONFIG_FILE));
      Sha256 weights = Sha256.of(directory.resolve(Release.WEIGHTS));
      byte[] card =
          ReleaseCard.initial(
              founding.charter(), policy, ReleaseCard.facts(weights, header()), source);
      DurableFile.write(directory.resolve(Release.CARD), file -> file.write(ByteBuffer.wrap(card)));
    } catch (JsonException e) {
      throw new IOException(directory + ": " + e.getMessage(), e);
    }
  }

  /** Where a file of the release lies. */
  Path path(Release.File file) {
    return directory.resolve(file.path());
  }

  private List<Release.File> files() throws IOException, CommandException {
    List<Release.File> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          throw new CommandException(entry + " is no plain file: a release is a flat folder");
        }
        String name = String.valueOf(entry.getFileName());
        files.add(new Release.File(name, Sha256.of(entry), Files.size(entry)));
      }
    }
    files.sort(Comparator.comparing(Release.File::path));
    return files;
  }

  private List<Release.Tensor> tensors() throws IOException, CommandException {
    List<Release.Tensor> tensors = new ArrayList<>();
    for (TensorInfo tensor : header().tensors()) {
      if (tensor.dtype() != Dtype.F32) {
        throw new CommandException(
            "tensor %s is %s: the weights of a release are F32"
                .formatted(tensor.name(), tensor.dtype()));
      }
      tensors.add(new Release.Tensor(tensor.name(), tensor.shape()));
    }
    tensors.sort(Comparator.comparing(Release.Tensor::name));
    return tensors;
  }

  private SafetensorsHeader header() throws IOException {
    try (FileChannel weights = FileChannel.open(directory.resolve(Release.WEIGHTS))) {
      return SafetensorsHeader.read(weights);
    }
  }

  private static void requireProfile(List<Release.File> files, Founding founding)
      throws CommandException {
    Sha256 named = founding.charter().profile();
    if (files.stream()
        .noneMatch(f -> f.path().equals(PolicyFacts.EMBODIMENT_FILE) && f.sha256().equals(named))) {
      throw new CommandException(
          "the release has no %s with digest %s, which the charter names"
              .formatted(PolicyFacts.EMBODIMENT_FILE, named));
    }
  }

  private void requireTruthfulCard(Release release) throws IOException, CommandException {
    try {
      CardClaims.read(read(Release.CARD))
          .check(
              release.policy(),
              release.sequence(),
              ReleaseCard.facts(release.weights().sha256(), header()));
    } catch (CardException e) {
      throw new CommandException(
          "%s does not fit the weights: %s; make it again with 'commonweight release card'"
              .formatted(Release.CARD, e.getMessage()));
    }
  }

  private byte[] read(String name) throws IOException {
    try (var in = Files.newInputStream(directory.resolve(name))) {
      return in.readNBytes(PolicyFacts.MAX_BYTES + 1);
    }
  }
}
