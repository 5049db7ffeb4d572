package io.commonweight.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.problem.HubException.Unauthenticated;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.RepoType;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTokensTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final Upload UPLOAD =
      new Upload(7, RepoType.DATASET, new RepoId("acme", "arm"), "feature/é\nx", END);

  private final UploadTokens tokens = new UploadTokens(new byte[32]);

  @Test
  void tokenSaysWhatItPermits() {
    assertThat(tokens.read(tokens.write(UPLOAD), END.minusSeconds(1))).isEqualTo(UPLOAD);
  }

  @Test
  void tokenEnds() {
    String token = tokens.write(UPLOAD);

    assertThatThrownBy(() -> tokens.read(token, END)).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void tokenUnderAnotherKeyIsRefused() {
    byte[] other = new byte[32];
    other[31] = 1;
    String token = new UploadTokens(other).write(UPLOAD);

    assertThatThrownBy(() -> tokens.read(token, Instant.EPOCH)).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void noByteOfATokenCanBeAnother() {
    byte[] token = Base64.getUrlDecoder().decode(tokens.write(UPLOAD));
    for (int i = 0; i < token.length; i++) {
      token[i] ^= 1;
      String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
      assertThatThrownBy(() -> tokens.read(changed, Instant.EPOCH))
          .isInstanceOf(Unauthenticated.class);
      token[i] ^= 1;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hf_abc", "!", "AAAA"})
  void whatIsNoTokenIsRefused(String text) {
    assertThatThrownBy(() -> tokens.read(text, Instant.EPOCH)).isInstanceOf(Unauthenticated.class);
  }

  @Test
  void tokenThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> tokens.read("A".repeat(4096), Instant.EPOCH))
        .isInstanceOf(Unauthenticated.class);
  }
}
