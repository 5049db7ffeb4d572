package io.commonweight.federation.service.shard;

import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.util.List;

/**
 * All that a worker needs to compute shards of a round. It lies in the organization's own store
 * under its digest, so a message can only ever point to a plan that the coordinator made.
 *
 * @param round the round's id
 * @param inputSetDigest the digest of its input set
 * @param base the digest of the weights to start from
 * @param baseDataOffset where their data begins
 * @param updateDataOffset where the data of every update begins
 * @param tensors in file order
 * @param inputs the updates that count, at least one
 * @param shardElements elements of a shard, at least 1; the last may have fewer
 * @param staging names the object that is assembled
 * @param session the id of its upload
 */
public record RoundPlan(
    Sha256 round,
    Sha256 inputSetDigest,
    Sha256 base,
    long baseDataOffset,
    long updateDataOffset,
    List<TensorRange> tensors,
    List<Input> inputs,
    long shardElements,
    String staging,
    String session) {
  /** The largest plan. */
  public static final int MAX_BYTES = 4 << 20;

  /**
   * An update that counts.
   *
   * @param commitment names its blob
   * @param weight its weight
   */
  public record Input(Sha256 commitment, int weight) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the shards would be more than an upload has parts, or
   *     larger than one
   */
  public RoundPlan {
    tensors = List.copyOf(tensors);
    inputs = List.copyOf(inputs);
    long elements = tensors.stream().mapToLong(TensorRange::elements).reduce(0, Math::addExact);
    if (shardElements < 1
        || Math.ceilDiv(elements, shardElements) > UploadPart.MAX_NUMBER
        || shardElements > (UploadPart.MAX_BYTES >> 1) / Shard.ELEMENT_BYTES) {
      throw new IllegalArgumentException(
          "%d elements cannot be cut into shards of %d: change shard-elements"
              .formatted(elements, shardElements));
    }
  }

  /** The plan for one upload. */
  RoundPlan in(String upload) {
    return new RoundPlan(
        round,
        inputSetDigest,
        base,
        baseDataOffset,
        updateDataOffset,
        tensors,
        inputs,
        shardElements,
        staging,
        upload);
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
