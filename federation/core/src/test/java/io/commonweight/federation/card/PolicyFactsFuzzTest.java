package io.commonweight.federation.card;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

class PolicyFactsFuzzTest {

  @FuzzTest
  void onlyDeclaredFailuresEscape(FuzzedDataProvider data) {
    byte[] embodiment = data.consumeBytes(4096);
    try {
      PolicyFacts.parse(embodiment, data.consumeRemainingAsBytes());
    } catch (JsonException _) {
      // how malformed files are told
    }
  }
}
