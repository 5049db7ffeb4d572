package io.commonweight.cards;

import java.util.List;
import java.util.regex.Pattern;

/** Writes Markdown in which foreign text stays text: it cannot become markup, HTML or a link. */
final class Markdown {

  private static final int MAX_CODE_POINTS = 200;
  private static final String PLAIN_PUNCTUATION = ",-./%";
  private static final Pattern BARE_LINK = Pattern.compile("(?i)(www)\\.");

  private final StringBuilder out = new StringBuilder();

  /** A heading; the text is our own or escaped. */
  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    return this;
  }

  /** A paragraph; the text is our own or escaped. */
  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  /** A table; every cell of its rows is escaped here. */
  Markdown table(List<String> header, List<List<String>> rows) {
    row(header);
    row(header.stream().map(_ -> "---").toList());
    rows.forEach(cells -> row(cells.stream().map(Markdown::escape).toList()));
    out.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /**
   * Foreign text for one line: punctuation is escaped, invisible characters become U+FFFD, and what
   * goes beyond {@value #MAX_CODE_POINTS} characters is cut.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().limit(MAX_CODE_POINTS).forEach(c -> append(escaped, c));
    if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      escaped.append('…');
    }
    return BARE_LINK.matcher(escaped).replaceAll("$1\\\\.");
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '&' -> escaped.append("&amp;");
      default -> {
        if (isInvisible(c)) {
          escaped.append('\uFFFD');
        } else {
          escaped.append(isMarkup(c) ? "\\" : "").appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isMarkup(int c) {
    boolean punctuation = c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    return punctuation && PLAIN_PUNCTUATION.indexOf(c) < 0;
  }

  /** Controls, directional and other format characters, line separators, lone surrogates. */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
