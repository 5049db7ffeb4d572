package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class PathsQueryFuzzTest {

  @FuzzTest
  void anyBodyIsReadOrRefused(FuzzedDataProvider data) throws IOException {
    boolean isForm = data.consumeBoolean();
    var body = new ByteArrayInputStream(data.consumeRemainingAsBytes());
    try {
      assertThat((isForm ? PathsQuery.ofForm(body) : PathsQuery.ofJson(body)).paths())
          .hasSizeLessThanOrEqualTo(1000);
    } catch (BadRequest | TooMuch _) {
      // the refusals that are declared
    }
  }
}
