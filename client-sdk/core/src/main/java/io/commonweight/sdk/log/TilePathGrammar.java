package io.commonweight.sdk.log;

import static io.commonweight.sdk.log.TilePath.FULL;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spelling of tile numbers: groups of three digits, all but the last prefixed with x. */
final class TilePathGrammar {

  private static final int THOUSAND = 1000;
  private static final int MAX_LENGTH = 64;
  private static final String PARSE = "parse tile path";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "tile/(?<level>entries|[0-9]{1,2})/(?<index>(x[0-9]{3}/){0,5}[0-9]{3})(\\.p/(?<width>[0-9]{1,3}))?");

  private TilePathGrammar() {}

  static TilePath parse(String path) throws ProofException {
    Matcher m = GRAMMAR.matcher(path);
    if (path.length() > MAX_LENGTH || !m.matches()) {
      throw new ProofException(PARSE, "not tile/<level>/<number>[.p/<width>]");
    }
    TilePath tile = tile(m);
    if (!tile.path().equals(path)) {
      throw new ProofException(PARSE, "not the canonical path, which is " + tile.path());
    }
    return tile;
  }

  private static TilePath tile(Matcher m) throws ProofException {
    try {
      long index = Long.parseLong(m.group("index").replaceAll("[x/]", ""));
      int width = m.group("width") == null ? FULL : Integer.parseInt(m.group("width"));
      return m.group("level").equals("entries")
          ? new TilePath.Entries(index, width)
          : new TilePath.Hashes(Integer.parseInt(m.group("level")), index, width);
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, "a number is out of range");
    }
  }

  static String suffix(TilePath tile) {
    var groups = new StringBuilder(group(tile.index()));
    for (long rest = tile.index() / THOUSAND; rest > 0; rest /= THOUSAND) {
      groups.insert(0, 'x' + group(rest) + '/');
    }
    return tile.isPartial() ? groups + ".p/" + tile.width() : groups.toString();
  }

  private static String group(long n) {
    return String.format(Locale.ROOT, "%03d", n % THOUSAND);
  }
}
