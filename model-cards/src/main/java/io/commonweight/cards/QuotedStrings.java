package io.commonweight.cards;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/**
 * Quotes every string that some YAML reader could take for something else: {@code no} is false to
 * readers of YAML 1.1, {@code 1:30} is ninety, {@code 2026-01-01} a date.
 */
final class QuotedStrings extends StandardRepresenter {

  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*([-_./][a-z0-9]+)*");
  private static final Pattern WORD = Pattern.compile("y|n|yes|no|on|off|true|false|null");

  QuotedStrings(DumpSettings settings) {
    super(settings);
    representers.put(String.class, data -> string(data.toString()));
  }

  private Node string(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
    return representScalar(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
  }
}
