package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenUriTest {
  private static final String URI =
      "pkcs11:token=organization%20a;object=o+%3Fms?module-path=/usr/lib/x.so&pin-source=file:/run/pin";

  @Test
  void attributesAreDecoded() throws IOException {
    assertThat(TokenUri.parse(URI))
        .isEqualTo(
            new TokenUri(
                "organization a",
                "o+?ms",
                Path.of("/usr/lib/x.so"),
                Optional.of(Path.of("/run/pin"))));
  }

  @Test
  void textFormIsReadAgain() throws IOException {
    TokenUri uri = TokenUri.parse(URI);

    assertThat(TokenUri.parse(uri.toString())).isEqualTo(uri);
  }

  @Test
  void pinSourceMayBeAbsentOrABarePath() throws IOException {
    assertThat(TokenUri.parse(URI.replace("file:", ""))).isEqualTo(TokenUri.parse(URI));
    assertThat(TokenUri.parse(URI.replaceFirst("&.*", "")).pin()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pkcs12:token=a;object=b?module-path=/x                    | no PKCS#11 URI",
        "pkcs11:                                                   | an attribute without a value",
        "pkcs11:token=a;object=b                                   | 'module-path' is missing",
        "pkcs11:object=b?module-path=/x                            | 'token' is missing",
        "pkcs11:token=a?module-path=/x                             | 'object' is missing",
        "pkcs11:token=;object=b?module-path=/x                     | 'token' is missing",
        "pkcs11:token=a;token=a;object=b?module-path=/x            | or twice",
        "pkcs11:token=a;object=b;slot-id=1?module-path=/x          | unknown attribute 'slot-id'",
        "pkcs11:token=a;object=b?module-path=/x&x-v=1              | unknown attribute 'x-v'",
        "pkcs11:token=a;object=b?module-path=/x&pin-value=1234     | with the PIN in it",
        "pkcs11:token=a;object=b?module-path=x.so                  | 'module-path' is missing or",
        "pkcs11:token=a;object=b?module-path=/x%0Aslot%20=%201     | 'module-path' is missing or",
        "pkcs11:token=a;object=b?module-path=/x&pin-source=pin     | 'pin-source' is not an absolute",
        "pkcs11:token=a;object=b?module-path=/x&pin-source=%7Ccat  | 'pin-source' is not an absolute",
        "pkcs11:token=%zz;object=b?module-path=/x                  | malformed percent-encoding",
        "pkcs11:token=a%00;object=b?module-path=/x                 | 'token' is missing or",
        "pkcs11:token=123456789012345678901234567890123;object=b?module-path=/x | 'token' is missing or"
      })
  void anythingElseIsRefused(String uri, String cause) {
    assertThatThrownBy(() -> TokenUri.parse(uri))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(cause);
  }

  @Test
  void pinInTheUriIsNotQuoted() {
    assertThatThrownBy(
            () -> TokenUri.parse("pkcs11:token=a;object=b?module-path=/x&pin-value=1234"))
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("1234"));
  }
}
