package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import io.commonweight.federation.aggregation.Quantized;
import io.commonweight.federation.aggregation.Quantizer;
import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The nodes' side of an update: quantising, what integers left over of a node's last update being
 * kept for its next; the file; and the commitment to it. Different nodes may be encoded at the same
 * time.
 */
final class Encoder {
  private static final Unsigned128 NO_BOUND =
      Unsigned128.of(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

  private final Plan plan;
  private final Keys keys;
  private final Path folder;
  private final List<List<float[]>> carried;

  /**
   * Begins without leftovers.
   *
   * @param folder where the files go
   */
  Encoder(Plan plan, Keys keys, Path folder) {
    this.plan = plan;
    this.keys = keys;
    this.folder = folder;
    this.carried = new ArrayList<>(Collections.nCopies(plan.cohort().nodes(), List.of()));
  }

  /** The update of a node, or nothing where its training came to what no integer says. */
  Optional<Submission> encode(Local local, Round round, List<float[]> base) throws IOException {
    Node node = local.node();
    RoundOpen open = round.open();
    try {
      Quantized quantized =
          quantizer(open, node).encode(base, local.weights(), rounding(open, node.index()));
      carried.set(node.index(), quantized.left());
      return Optional.of(
          submission(node, round, Tensors.file(quantized.tensors(), open.encoding())));
    } catch (UnacceptableUpdateException _) {
      return Optional.empty();
    }
  }

  private Quantizer quantizer(RoundOpen open, Node node) {
    var rules = new UpdateFile(open, Tensors.ALL);
    boolean isBound = !(node.isHostile() && plan.threat().ignoresBound());
    return new Quantizer(
        Tensors.ALL.stream().map(tensor -> rules.scale(tensor.name())).toList(),
        open.encoding(),
        isBound ? Unsigned128.parse(open.normBound()) : NO_BOUND);
  }

  private Rounding rounding(RoundOpen open, int node) {
    return open.encoding() == Encoding.I32
        ? new Rounding.Nearest()
        : new Rounding.Stochastic(
            plan.chance().of(Purpose.ROUNDING, open.number(), node), carried.get(node));
  }

  private Submission submission(Node node, Round round, byte[] blob) throws IOException {
    byte[] salt = new byte[Update.SALT_BYTES];
    plan.chance().of(Purpose.SALT, round.number(), node.index()).nextBytes(salt);
    var update =
        new Update(
            round.id(),
            round.open().base(),
            keys.node(node).fingerprint(),
            Update.commit(Bytes.of(salt), Sha256.of(blob)),
            plan.threat().statedFrames(node),
            blob.length);
    Path file = folder.resolve(update.commitment().hex());
    Files.write(file, blob);
    return new Submission(node, update, file);
  }
}
