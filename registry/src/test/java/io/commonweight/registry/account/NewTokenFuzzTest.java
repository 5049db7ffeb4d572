package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class NewTokenFuzzTest {

  @FuzzTest
  void anyBodyIsReadOrRefused(byte[] body) throws IOException {
    try {
      NewToken token = JsonBody.read(new ByteArrayInputStream(body), NewToken.class);
      assertThat(token.validity()).isPositive();
      assertThat(token.scope().isSetup()).isFalse();
    } catch (BadRequest | TooMuch | IllegalArgumentException _) {
      // the refusals that are declared
    }
  }
}
