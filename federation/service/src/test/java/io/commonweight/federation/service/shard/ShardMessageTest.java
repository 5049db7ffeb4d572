package io.commonweight.federation.service.shard;

import static io.commonweight.federation.FederationFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShardMessageTest {
  private static final ShardTask TASK =
      new ShardTask(digest("round"), digest("inputs"), digest("plan"), 3);

  @Test
  void messagesAreReadAsTheyWereWritten() throws JsonException {
    ShardResult result = ShardResult.of(TASK, digest("part"), "tag-1");

    assertThat(ShardTask.parse(TASK.encode())).isEqualTo(TASK);
    assertThat(ShardResult.parse(result.encode())).isEqualTo(result);
    assertThat(result.task()).isEqualTo(TASK);
  }

  @Test
  void planIsReadAsItWasWritten() throws JsonException {
    RoundPlan plan = plan(10);

    assertThat(RoundPlan.parse(plan.encode())).isEqualTo(plan);
    assertThat(plan.shards()).hasSize(3);
  }

  @Test
  void shardsThatNoUploadTakesAreRefused() {
    assertThatThrownBy(() -> plan(0)).hasMessageContaining("change shard-elements");
    assertThatThrownBy(() -> plan(1L << 40)).hasMessageContaining("change shard-elements");
  }

  @Test
  void messageWithAnUnknownMemberIsNone() {
    assertThatThrownBy(() -> ShardTask.parse(changed("{", "{\"a\":1,")))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void messageWithANegativeShardIsNone() {
    assertThatThrownBy(() -> ShardTask.parse(changed(":3", ":-3")))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void messageThatIsTooLargeIsNone() {
    assertThatThrownBy(() -> ShardTask.parse(new byte[1025]))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("1024");
  }

  private static byte[] changed(String from, String to) {
    return new String(TASK.encode(), StandardCharsets.UTF_8)
        .replaceFirst(Pattern.quote(from), to)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static RoundPlan plan(long shardElements) {
    return new RoundPlan(
        digest("round"),
        digest("inputs"),
        Encoding.I16,
        Privacy.OPEN,
        Rule.mean(),
        Optimizer.none(),
        List.of(digest("base")),
        80,
        88,
        List.of(new TensorRange(7, 20), new TensorRange(17, -3)),
        List.of(new RoundPlan.Input(digest("update"), "north", 5, 1)),
        List.of(List.of("-17")),
        Part.WEIGHTS,
        shardElements,
        "staged",
        "session");
  }
}
