package io.commonweight.federation.service.shard;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

class ShardMessageFuzzTest {

  @FuzzTest
  void onlyDeclaredFailuresEscape(FuzzedDataProvider data) {
    int kind = data.consumeInt(0, 2);
    byte[] json = data.consumeRemainingAsBytes();
    try {
      switch (kind) {
        case 0 -> ShardTask.parse(json);
        case 1 -> ShardResult.parse(json);
        default -> RoundPlan.parse(json);
      }
    } catch (JsonException _) {
      // how malformed messages are told
    }
  }
}
