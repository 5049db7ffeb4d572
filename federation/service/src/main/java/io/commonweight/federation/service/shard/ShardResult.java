package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.util.regex.Pattern;

/**
 * The message that says that one shard was written.
 *
 * @param round the round's id
 * @param inputSetDigest the digest of its input set
 * @param plan the digest of the plan
 * @param shard which shard, from 0
 * @param partDigest the digest of the part's bytes
 * @param tag what the store knows the part by
 */
public record ShardResult(
    Sha256 round, Sha256 inputSetDigest, Sha256 plan, int shard, Sha256 partDigest, String tag) {
  private static final int MAX_BYTES = 1024;
  private static final Pattern TAG = Pattern.compile("[\\x21-\\x7e]{1,200}");

  /** Checks shard and tag. */
  public ShardResult {
    if (shard < 0 || !TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException("shard " + shard + " with tag '" + tag + "'");
    }
  }

  /** The message that answers a task. */
  public static ShardResult of(ShardTask task, Sha256 partDigest, String tag) {
    return new ShardResult(
        task.round(), task.inputSetDigest(), task.plan(), task.shard(), partDigest, tag);
  }

  /** The bytes of the message. */
  public byte[] encode() {
    return CanonicalJson.write(this);
  }

  /**
   * Reads a message, which anybody with access to the topic may have written.
   *
   * @throws JsonException if it is none of ours
   */
  static ShardResult parse(byte[] json) throws JsonException {
    return CanonicalJson.read(json, MAX_BYTES, ShardResult.class);
  }

  ShardTask task() {
    return new ShardTask(round, inputSetDigest, plan, shard);
  }
}
