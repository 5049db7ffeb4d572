package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** A reference to a token that is accepted can be written and read again; all else is refused. */
class TokenUriFuzzTest {
  @FuzzTest
  void tokenReferencesComeBack(byte[] bytes) {
    try {
      TokenUri uri = TokenUri.parse(new String(bytes, UTF_8));
      assertThat(TokenUri.parse(uri.toString())).isEqualTo(uri);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
