package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;

class RevisionPathFuzzTest {

  @FuzzTest
  void anyPathIsReadOrRefused(FuzzedDataProvider data) {
    int skip = data.consumeInt(0, 6);
    try {
      assertThat(RevisionPath.candidates(data.consumeRemainingAsString(), skip)).isNotEmpty();
    } catch (BadRequest _) {
      // the one refusal that is declared
    }
  }
}
