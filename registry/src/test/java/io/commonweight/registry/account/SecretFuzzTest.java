package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class SecretFuzzTest {

  @FuzzTest
  void anyHeaderHasASecretOrNone(FuzzedDataProvider data) {
    String header = data.consumeRemainingAsString();
    Secret.ofHeader(header)
        .ifPresent(
            secret ->
                assertThat(header.strip()).endsWith(secret.reveal()).matches("(?i:bearer) .*"));
  }
}
