package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Optimizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * The new values of one file, window by window in file order, for a part of the parameters. Not
 * thread-safe; threads work on parts of their own. Memory: a window of sums, and one window for
 * each voter where the combination sorts.
 */
public final class NewValues {
  private final Pass pass;

  /** A way to compute them. */
  sealed interface Pass permits StraightMean, SteppedValues {
    /** The most values of one window. */
    int window();

    /** As {@link NewValues#next}, for a quantum of 2^(−scale). */
    void next(double quantum, int count, OldValues old, MemorySegment to) throws IOException;
  }

  /**
   * Starts at the beginning of the part.
   *
   * @param combination how values are combined
   * @param voters who votes
   * @param updates the values of the part, of each update that a voter is made of
   * @param valueBits width of a value
   * @param optimizer what is done with the aggregated delta
   * @param part which file
   */
  public NewValues(
      Combination combination,
      List<Voter> voters,
      List<Quanta> updates,
      int valueBits,
      Optimizer optimizer,
      Part part) {
    boolean isPlain = optimizer.kind() == Optimizer.Kind.NONE && part == Part.WEIGHTS;
    Optional<StraightMean> straight =
        isPlain ? StraightMean.of(combination, voters, updates, valueBits) : Optional.empty();
    this.pass =
        straight.isPresent()
            ? straight.get()
            : new SteppedValues(
                Combiner.of(combination, voters, updates, valueBits), optimizer, part);
  }

  /** The most values of one window. */
  public int window() {
    return pass.window();
  }

  /**
   * Computes the next window, all of one tensor.
   *
   * @param scale the tensor's scale
   * @param count how many values, at most {@link #window}
   * @param old the old values of the files, each at least so long
   * @param to where the new values are put, as they lie in a file; may be the old weights
   * @throws ArithmeticException if a new value is not finite: then the round has no aggregate
   */
  public void next(int scale, int count, OldValues old, MemorySegment to) throws IOException {
    Dagg1.requireScale(scale);
    pass.next(Math.scalb(1.0, -scale), count, old, to);
  }

  /** What is thrown for a value that no file may have. */
  static ArithmeticException notFinite() {
    return new ArithmeticException("a new value is not finite");
  }
}
