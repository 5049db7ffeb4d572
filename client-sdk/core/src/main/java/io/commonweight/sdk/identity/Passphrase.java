package io.commonweight.sdk.identity;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where the passphrase of key files comes from. It is asked for when it is needed and not before,
 * handed out as characters that are wiped after use, and never part of a text form or a message.
 * What {@link #askedOnce} was told stays in memory as long as the process.
 */
public final class Passphrase {
  /** The environment variable that may hold it. */
  public static final String ENVIRONMENT = "COMMONWEIGHT_PASSPHRASE";

  private static final int MAX_BYTES = 1024;
  private static final String NEXT_STEP =
      "give --passphrase-file, set " + ENVIRONMENT + ", or run in a terminal";

  private static final String NEED = "needs a passphrase";

  /** What the JDK reads where bytes are no text in the locale's encoding. */
  private static final char UNREADABLE = '\uFFFD';

  private final Source source;
  private final boolean isTyped;
  private final boolean isAskedOnce;
  private char[] typed = {};

  private Passphrase(Source source, boolean isTyped, boolean isAskedOnce) {
    this.source = source;
    this.isTyped = isTyped;
    this.isAskedOnce = isAskedOnce;
  }

  /** What a person types when shown a prompt. */
  static Passphrase typed(Source terminal) {
    return new Passphrase(terminal, true, false);
  }

  private static Passphrase stored(Source source) {
    return new Passphrase(source, false, false);
  }

  /**
   * The same, for a process that soon ends: a person is asked for the passphrase of however many
   * key files at most once, and for the PIN of each token.
   */
  public Passphrase askedOnce() {
    return new Passphrase(source, isTyped, isTyped);
  }

  /** One place it may come from. */
  interface Source {

    /**
     * Fresh characters, which the caller wipes; none if there are none here.
     *
     * @param prompt what a person is shown
     */
    Optional<char[]> read(String prompt) throws IOException;
  }

  /** No passphrase: only keys in the clear can be read. */
  public static Passphrase none() {
    return stored(_ -> Optional.empty());
  }

  /**
   * The passphrase in a file if one is given, else that of the environment, else what a person
   * types at the terminal.
   *
   * @param file a file of one line
   * @param environment the process's, as of {@link System#getenv()}
   */
  public static Passphrase of(Optional<Path> file, Map<String, String> environment) {
    if (file.isPresent()) {
      return stored(_ -> Optional.of(line(file.get())));
    }
    String value = environment.getOrDefault(ENVIRONMENT, "");
    return value.isEmpty() ? typed(Passphrase::ask) : stored(_ -> Optional.of(value.toCharArray()));
  }

  private static Optional<char[]> ask(String prompt) {
    return Optional.ofNullable(System.console()) // none without a terminal, or one that is none
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("%s: ", prompt));
  }

  private static char[] line(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    try {
      if (bytes.length > MAX_BYTES) {
        throw new IOException(
            "%s has more than %d bytes, too many for a passphrase".formatted(file, MAX_BYTES));
      }
      return line(bytes);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " holds no passphrase in UTF-8", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static char[] line(byte[] utf8) throws CharacterCodingException {
    CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
    char[] all = new char[decoded.remaining()];
    decoded.get(all);
    Arrays.fill(decoded.array(), '\0');
    int length = all.length;
    if (length > 0 && all[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && all[length - 1] == '\r') {
      length--;
    }
    char[] line = Arrays.copyOf(all, length);
    Arrays.fill(all, '\0');
    return line;
  }

  /**
   * The passphrase of a key that is there already; the caller wipes it.
   *
   * @param prompt what a person is shown
   * @throws IOException if there is none, or it is empty
   */
  char[] existing(String prompt) throws IOException {
    return typed.length > 0 ? typed.clone() : remembered(read(prompt, "is encrypted"));
  }

  /**
   * The PIN of a token; the caller wipes it.
   *
   * @throws IOException if there is none, or it is empty
   */
  char[] pin(String token) throws IOException {
    return read("PIN of token " + token, "is in a token whose PIN is needed");
  }

  private char[] read(String prompt, String need) throws IOException {
    char[] passphrase =
        source
            .read(prompt)
            .filter(given -> given.length > 0)
            .orElseThrow(() -> new IOException(need + ": " + NEXT_STEP));
    if (!isText(passphrase)) {
      Arrays.fill(passphrase, '\0');
      throw new IOException(
          "was given a passphrase that this process cannot read in its locale:"
              + " set LC_ALL=C.UTF-8, or give --passphrase-file");
    }
    return passphrase;
  }

  /** Characters that stand for many, or for none, would make a weaker key than was meant. */
  private static boolean isText(char[] passphrase) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(passphrase))
        && CharBuffer.wrap(passphrase).chars().noneMatch(c -> c == UNREADABLE);
  }

  private char[] remembered(char[] passphrase) {
    if (isAskedOnce) {
      typed = passphrase.clone();
    }
    return passphrase;
  }

  /**
   * The passphrase of a new key, which a person types twice; the caller wipes it.
   *
   * @throws IOException if there is none, it is empty, or was typed differently
   */
  char[] chosen(String prompt) throws IOException {
    if (typed.length > 0) {
      return typed.clone();
    }
    char[] first = read(prompt, NEED);
    if (!isTyped) {
      return first;
    }
    char[] second = read(prompt + ", once more", NEED);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new IOException("was given two different passphrases");
    }
    return remembered(first);
  }

  @Override
  public String toString() {
    return "Passphrase";
  }
}
