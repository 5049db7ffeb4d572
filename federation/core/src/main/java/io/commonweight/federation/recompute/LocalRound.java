package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Question;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.sdk.statement.RoundOpen;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A round whose updates, or their sums, lie on a local disk, computed by one thread: what an
 * auditor does.
 *
 * @param open the opening of the round
 * @param tensors the tensors of the base, in file order, at least one with elements
 * @param electorate who votes
 * @param updates the files of the updates or sums that count, in the electorate's order
 * @param updateDataOffset where the data of each begins
 */
public record LocalRound(
    RoundOpen open,
    List<TensorRange> tensors,
    Electorate electorate,
    List<Path> updates,
    long updateDataOffset) {

  /** Copies the lists. */
  public LocalRound {
    tensors = List.copyOf(tensors);
    updates = List.copyOf(updates);
  }

  /**
   * Answers the rule's questions, each by reading all updates once.
   *
   * @return how values are to be combined; empty if everything stays as it is
   */
  public Optional<Combination> combination() throws IOException {
    var procedure = new Procedure(open.rule(), electorate.weights());
    List<List<BigInteger>> answers = new ArrayList<>();
    while (true) {
      switch (procedure.next(answers)) {
        case Procedure.Step.Ask(Question question) -> answers.add(answer(question));
        case Procedure.Step.Combine(Combination combination) -> {
          return Optional.of(combination);
        }
        case Procedure.Step.Keep _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private List<BigInteger> answer(Question question) throws IOException {
    List<Quanta> opened = open(updates);
    try {
      return question.answer(
          electorate.voters(),
          opened,
          open.encoding().valueBits(),
          Dagg1.maxScale(tensors.stream().map(TensorRange::scale).toList()),
          all().segments());
    } finally {
      close(opened);
    }
  }

  /**
   * The data of a new file.
   *
   * @param part which file
   * @param base the data of the old weights; closed with the stream
   * @param states those of the optimizer's states that there are; closed with the stream
   */
  public InputStream data(
      Part part, Combination combination, InputStream base, List<InputStream> states)
      throws IOException {
    List<Quanta> opened = open(updates);
    var values =
        new NewValues(
            combination,
            electorate.voters(),
            opened,
            open.encoding().valueBits(),
            open.optimizer(),
            part);
    return new AggregateStream(all(), values, new AggregateStream.Sources(base, states, opened));
  }

  private Shard all() {
    return Shard.cut(tensors, tensors.stream().mapToLong(TensorRange::elements).sum()).getFirst();
  }

  private List<Quanta> open(List<Path> files) throws IOException {
    List<Quanta> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        opened.add(
            MappedQuanta.of(
                file, updateDataOffset, CohortVoters.values(open.privacy(), open.encoding())));
      }
      return opened;
    } catch (IOException e) {
      close(opened);
      throw e;
    }
  }

  private static void close(List<Quanta> opened) throws IOException {
    for (Quanta one : opened) {
      one.close();
    }
  }
}
