package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  @Test
  void secretsHaveTheFormThatClientsInsistOn() {
    Secret secret = Secret.random(new SecureRandom());

    assertThat(secret.reveal()).matches("hf_[A-Za-z0-9]{40}");
    assertThat(secret.digest())
        .isEqualTo(Sha256.of(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    assertThat(Secret.ofHeader("Bearer " + secret.reveal()).orElseThrow().digest())
        .isEqualTo(secret.digest());
    assertThat(Secret.random(new SecureRandom()).digest()).isNotEqualTo(secret.digest());
  }

  @Test
  void secretIsNotInItsText() {
    assertThat(Secret.random(new SecureRandom())).hasToString("hf_...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer hf_",
        "Bearer hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer api_org_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Basic hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-aaa",
        "Bearer hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, Bearer x"
      })
  void otherHeadersHaveNone(String header) {
    assertThat(Secret.ofHeader(header)).isEmpty();
  }
}
