package io.commonweight.federation.service.shard;

import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CohortVoters;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a worker needs to compute shards of one step of a round. It lies in the organization's
 * own store under its digest, so a message can only ever point to a plan that the coordinator made.
 *
 * @param round the round's id
 * @param inputSetDigest the digest of its input set
 * @param encoding how updates are encoded
 * @param privacy who may see them: if nobody may, the inputs are sums
 * @param rule how they are combined
 * @param optimizer what is done with the result
 * @param files the digests of the old weights and of as many of the optimizer's states as there are
 * @param baseDataOffset where the data of each of them begins
 * @param updateDataOffset where the data of every input begins
 * @param tensors in file order
 * @param inputs what counts: updates sorted by node, or sums by session
 * @param answers to the rule's questions so far, in decimal
 * @param part which file is made, if no question is left
 * @param shardElements elements of a shard, at least 1; the last may have fewer
 * @param staging names the object that is assembled
 * @param session the id of its upload; empty for a question
 */
public record RoundPlan(
    Sha256 round,
    Sha256 inputSetDigest,
    Encoding encoding,
    Privacy privacy,
    Rule rule,
    Optimizer optimizer,
    List<Sha256> files,
    long baseDataOffset,
    long updateDataOffset,
    List<TensorRange> tensors,
    List<Input> inputs,
    List<List<String>> answers,
    Part part,
    long shardElements,
    String staging,
    String session) {
  /** The largest plan. */
  public static final int MAX_BYTES = 4 << 20;

  /**
   * An update that counts, or the sum of a cohort's.
   *
   * @param name names its file: the commitment of an update, the session of a cohort
   * @param organization whose it is; empty if it is the sum of all nodes
   * @param weight its weight
   * @param updates of how many updates it is the sum
   */
  public record Input(Sha256 name, String organization, int weight, int updates) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the shards would be more than an upload has parts, or
   *     larger than one
   */
  public RoundPlan {
    files = List.copyOf(files);
    tensors = List.copyOf(tensors);
    inputs = List.copyOf(inputs);
    answers = answers.stream().map(List::copyOf).toList();
    long elements = tensors.stream().mapToLong(TensorRange::elements).reduce(0, Math::addExact);
    if (shardElements < 1
        || Math.ceilDiv(elements, shardElements) > UploadPart.MAX_NUMBER
        || shardElements > (UploadPart.MAX_BYTES >> 1) / Shard.ELEMENT_BYTES) {
      throw new IllegalArgumentException(
          "%d elements cannot be cut into shards of %d: change shard-elements"
              .formatted(elements, shardElements));
    }
  }

  /** The plan with one more answer. */
  RoundPlan answered(List<BigInteger> answer) {
    List<List<String>> all = new ArrayList<>(answers);
    all.add(answer.stream().map(BigInteger::toString).toList());
    return with(all, part, staging, session);
  }

  /** The plan for the upload of one file. */
  RoundPlan in(Part file, String name, String upload) {
    return with(answers, file, name, upload);
  }

  private RoundPlan with(List<List<String>> all, Part file, String name, String upload) {
    return new RoundPlan(
        round,
        inputSetDigest,
        encoding,
        privacy,
        rule,
        optimizer,
        files,
        baseDataOffset,
        updateDataOffset,
        tensors,
        inputs,
        all,
        file,
        shardElements,
        name,
        upload);
  }

  /** What is to be done. */
  public Procedure.Step step() {
    return new Procedure(rule, electorate().weights())
        .next(answers.stream().map(a -> a.stream().map(BigInteger::new).toList()).toList());
  }

  /** How the inputs' values lie in their files. */
  public Encoding values() {
    return CohortVoters.values(privacy, encoding);
  }

  /** Who votes. */
  public Electorate electorate() {
    if (privacy.isSecure()) {
      return CohortVoters.of(rule, inputs.stream().map(Input::updates).toList());
    }
    return Electorate.of(
        rule.voters(),
        inputs.stream()
            .map(i -> new Contribution(i.name().hex(), i.organization(), i.weight(), 0))
            .toList(),
        inputs.stream().map(Input::weight).toList());
  }

  /** The largest scale. */
  public int maxScale() {
    return Dagg1.maxScale(tensors.stream().map(TensorRange::scale).toList());
  }

  /** The shards in order. */
  public List<Shard> shards() {
    return Shard.cut(tensors, shardElements);
  }

  byte[] encode() {
    return CanonicalJson.write(this);
  }

  static RoundPlan parse(byte[] json) throws JsonException {
    return CanonicalJson.read(json, MAX_BYTES, RoundPlan.class);
  }
}
