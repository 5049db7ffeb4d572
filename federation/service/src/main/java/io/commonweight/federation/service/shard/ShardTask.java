package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;

/**
 * The message that asks for one shard.
 *
 * @param round the round's id
 * @param inputSetDigest the digest of its input set
 * @param plan the digest of the plan
 * @param shard which shard, from 0
 */
public record ShardTask(Sha256 round, Sha256 inputSetDigest, Sha256 plan, int shard) {
  private static final int MAX_BYTES = 1024;

  /** Refuses a negative shard. */
  public ShardTask {
    if (shard < 0) {
      throw new IllegalArgumentException("shard " + shard);
    }
  }

  byte[] encode() {
    return CanonicalJson.write(this);
  }

  /**
   * Reads a message, which anybody with access to the topic may have written.
   *
   * @throws JsonException if it is none of ours
   */
  public static ShardTask parse(byte[] json) throws JsonException {
    return CanonicalJson.read(json, MAX_BYTES, ShardTask.class);
  }
}
