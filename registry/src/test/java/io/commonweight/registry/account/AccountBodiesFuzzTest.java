package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

class AccountBodiesFuzzTest {

  @FuzzTest
  void anyBodyIsReadOrRefused(byte[] body) throws IOException {
    for (Class<?> type :
        List.of(
            NewAccount.class,
            AccountChange.class,
            NewOrganization.class,
            MembersResource.NewRole.class)) {
      try {
        assertThat(JsonBody.read(new ByteArrayInputStream(body), type)).isInstanceOf(type);
      } catch (BadRequest | TooMuch _) {
        // the refusals that are declared
      }
    }
  }
}
