package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class PreuploadQueryFuzzTest {

  @FuzzTest
  void anyQuestionIsReadOrRefused(byte[] body) throws IOException {
    try {
      assertThat(PreuploadQuery.read(new ByteArrayInputStream(body)).files()).isNotNull();
    } catch (BadRequest | TooMuch _) {
      // the refusals that are declared
    }
  }

  @FuzzTest
  void anyRulesAreRead(@NotNull String rules) {
    LargeFiles.parse(rules).include("a/b.txt", 1, new byte[] {'a'});
    IgnoredFiles.parse(rules).include("a/b.txt");
  }
}
