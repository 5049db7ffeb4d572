package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.log.ProofException;
import java.nio.charset.StandardCharsets;

class AddCheckpointFuzzTest {

  @FuzzTest
  void whatIsReadIsWrittenTheSame(byte[] bytes) {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(bytes);
    } catch (ProofException e) {
      return;
    }
    assertThat(request.encode().getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
  }
}
