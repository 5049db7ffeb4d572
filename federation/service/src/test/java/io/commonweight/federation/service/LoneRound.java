package io.commonweight.federation.service;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.Contributions;
import io.commonweight.federation.recompute.LocalRound;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.Dtype;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A round of the {@link ServiceFederation} as an auditor computes it: by one thread, from whole
 * files.
 *
 * @param round the round, closed
 * @param inputs its input set, of which all is good
 * @param folder where the updates are put
 */
public record LoneRound(Round round, InputSet inputs, Path folder) {

  /**
   * The files that it makes.
   *
   * @param old those that it goes on from, the weights first
   * @param blobs the update of node i
   */
  public List<byte[]> files(List<byte[]> old, IntFunction<byte[]> blobs) throws IOException {
    LocalRound local = local(blobs);
    Combination combination = local.combination().orElseThrow();
    int offset = (int) header().layout().dataOffset();
    List<byte[]> files = new ArrayList<>();
    for (Part part : Part.of(round.open().optimizer())) {
      List<InputStream> data = new ArrayList<>();
      for (byte[] file : old) {
        data.add(new ByteArrayInputStream(file, offset, file.length - offset));
      }
      var made = new ByteArrayOutputStream();
      made.write(old.getFirst(), 0, offset);
      try (InputStream values =
          local.data(part, combination, data.getFirst(), data.subList(1, data.size()))) {
        values.transferTo(made);
      }
      files.add(made.toByteArray());
    }
    return files;
  }

  private LocalRound local(IntFunction<byte[]> blobs) throws IOException {
    List<Path> updates = new ArrayList<>();
    for (Logged<Update> input : inputs.inputs()) {
      int node = (int) (input.statement().frames() / 100);
      Path file = folder.resolve("update-%d-%d".formatted(round.number(), node));
      updates.add(Files.write(file, blobs.apply(node)));
    }
    var rules = new UpdateFile(round.open(), ServiceFederation.tensors());
    return new LocalRound(
        round.open(),
        header().layout().tensors().stream()
            .map(tensor -> new TensorRange(tensor.elements(), rules.scale(tensor.name())))
            .toList(),
        Electorate.of(
            round.open().rule().voters(),
            Contributions.of(inputs.inputs(), inputs),
            Contributions.weights(round.open(), inputs.inputs(), inputs)),
        updates,
        rules.dataOffset());
  }

  private static CanonicalHeader header() {
    return CanonicalHeader.of(ServiceFederation.tensors(), Dtype.F32);
  }
}
