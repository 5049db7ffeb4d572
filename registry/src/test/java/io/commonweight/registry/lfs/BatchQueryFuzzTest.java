package io.commonweight.registry.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class BatchQueryFuzzTest {

  @FuzzTest
  void anyBodyIsReadOrRefused(byte[] body) throws IOException {
    try {
      assertThat(BatchQuery.read(new ByteArrayInputStream(body)).operation()).isNotBlank();
    } catch (BadRequest | TooMuch _) {
      // the refusals that are declared
    }
  }

  @FuzzTest
  void anyCompletionIsReadOrRefused(byte[] body) throws IOException {
    try {
      assertThat(Completion.read(new ByteArrayInputStream(body))).isNotNull();
    } catch (BadRequest | TooMuch _) {
      // the refusals that are declared
    }
  }
}
