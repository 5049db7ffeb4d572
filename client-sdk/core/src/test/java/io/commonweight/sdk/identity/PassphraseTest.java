package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("COMMONWEIGHT_PASSPHRASE", "env");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pass phräse", "pass phräse\n", "pass phräse\r\n"})
  void passphraseFileHasOneLine(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), content);

    assertThat(existing(Passphrase.of(Optional.of(file), Map.of()))).isEqualTo("pass phräse");
  }

  @Test
  void fileComesBeforeTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), "file");

    assertThat(existing(Passphrase.of(Optional.of(file), ENVIRONMENT))).isEqualTo("file");
    assertThat(existing(Passphrase.of(Optional.empty(), ENVIRONMENT))).isEqualTo("env");
  }

  @Test
  void emptyPassphraseIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("passphrase"), "\n");

    assertThatThrownBy(() -> existing(Passphrase.of(Optional.of(file), ENVIRONMENT)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is encrypted: give --passphrase-file");
  }

  @Test
  void fileThatIsNoPassphraseIsNamed() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[1025]);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});

    assertThatThrownBy(() -> existing(Passphrase.of(Optional.of(large), Map.of())))
        .hasMessage(large + " has more than 1024 bytes, too many for a passphrase");
    assertThatThrownBy(() -> existing(Passphrase.of(Optional.of(binary), Map.of())))
        .hasMessage(binary + " holds no passphrase in UTF-8");
  }

  @Test
  void differentPassphrasesForANewKeyAreRefused() {
    var answers = new ArrayDeque<>(List.of("one", "two"));
    Passphrase typed = Passphrase.typed(_ -> Optional.of(answers.remove().toCharArray()));

    assertThatThrownBy(() -> typed.chosen("?"))
        .isInstanceOf(IOException.class)
        .hasMessage("was given two different passphrases");
  }

  @Test
  void personIsAskedOnceForTheKeysOfACommand() throws IOException {
    var asked = new ArrayList<String>();
    Passphrase once = typed(asked, "one", "one").askedOnce();

    for (int file = 0; file < 3; file++) {
      assertThat(new String(once.chosen("new"))).isEqualTo("one");
    }
    assertThat(existing(once)).isEqualTo("one");
    assertThat(asked).containsExactly("new", "new, once more");
  }

  @Test
  void newKeyGetsThePassphraseThatHasOpenedAnOldOne() throws IOException {
    var asked = new ArrayList<String>();
    Passphrase once = typed(asked, "one").askedOnce();

    assertThat(existing(once)).isEqualTo("one");
    assertThat(new String(once.chosen("new"))).isEqualTo("one");
    assertThat(asked).containsExactly("?");
  }

  @Test
  void rememberedPassphraseSurvivesTheWipingOfWhatWasHandedOut() throws IOException {
    Passphrase once = typed(new ArrayList<>(), "one").askedOnce();

    Arrays.fill(once.existing("?"), '\0');
    Arrays.fill(once.existing("?"), '\0');

    assertThat(existing(once)).isEqualTo("one");
  }

  @Test
  void pinOfATokenIsNotThePassphraseOfTheKeyFiles() throws IOException {
    var asked = new ArrayList<String>();
    Passphrase once = typed(asked, "one", "1234").askedOnce();

    assertThat(existing(once)).isEqualTo("one");
    assertThat(new String(once.pin("T"))).isEqualTo("1234");
    assertThat(existing(once)).isEqualTo("one");
    assertThat(asked).containsExactly("?", "PIN of token T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\uFFFD", "lone \uD800 surrogate"})
  void passphraseThatTheLocaleHasGarbledIsRefused(String garbled) {
    Passphrase passphrase =
        Passphrase.of(Optional.empty(), Map.of("COMMONWEIGHT_PASSPHRASE", garbled));

    assertThatThrownBy(() -> existing(passphrase))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read in its locale")
        .hasMessageNotContaining(garbled);
  }

  @Test
  void textFormShowsNothing() {
    assertThat(Passphrase.of(Optional.empty(), ENVIRONMENT)).hasToString("Passphrase");
  }

  private static Passphrase typed(List<String> asked, String... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    return Passphrase.typed(
        prompt -> {
          asked.add(prompt);
          return Optional.of(left.remove().toCharArray());
        });
  }

  private static String existing(Passphrase passphrase) throws IOException {
    return new String(passphrase.existing("?"));
  }
}
