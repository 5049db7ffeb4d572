package io.commonweight.cards;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML from strangers into plain values. */
final class SafeYaml {

  private static final String FIELD = "front matter";
  private static final int MAX_DEPTH = 16;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel(FIELD)
          .setAllowDuplicateKeys(false)
          .setAllowRecursiveKeys(false)
          .setCodePointLimit(FrontMatter.MAX_BYTES)
          .build();

  private SafeYaml() {}

  static Map<String, Object> parse(String yaml) throws CardException {
    @Nullable Object document;
    try {
      requireTame(yaml);
      document = new Load(SETTINGS).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new CardException(FIELD, firstLine(e));
    }
    if (document == null) {
      return Map.of();
    }
    if (document instanceof Map<?, ?> map) {
      return fields(map);
    }
    throw new CardException(FIELD, "not a mapping");
  }

  /** Looks at the events first: the tree is built by recursion, which depth could exhaust. */
  private static void requireTame(String yaml) throws CardException {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      if (event instanceof AliasEvent) {
        throw new CardException(FIELD, "aliases are not taken; write the value again");
      }
      if (event instanceof CollectionStartEvent) {
        depth++;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        throw new CardException(FIELD, "nested deeper than " + MAX_DEPTH);
      }
    }
  }

  private static Map<String, Object> fields(Map<?, ?> map) throws CardException {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Optional<Object> value = value(entry.getValue());
      if (value.isPresent()) {
        fields.put(String.valueOf(entry.getKey()), value.get());
      }
    }
    return Collections.unmodifiableMap(fields);
  }

  private static Optional<Object> value(@Nullable Object value) throws CardException {
    return switch (value) {
      case null -> Optional.empty();
      case Map<?, ?> map -> Optional.of(fields(map));
      case List<?> list -> Optional.of(items(list));
      case Integer number -> Optional.of(number.longValue());
      case Long number -> Optional.of(number);
      case BigInteger number -> Optional.of(number.toString());
      case Double number -> Optional.of(Double.isFinite(number) ? number : number.toString());
      case Boolean flag -> Optional.of(flag);
      case String text -> Optional.of(text);
      default -> throw new CardException(FIELD, "holds a value of an unusual type");
    };
  }

  private static List<Object> items(List<?> list) throws CardException {
    List<Object> items = new ArrayList<>();
    for (Object item : list) {
      value(item).ifPresent(items::add);
    }
    return Collections.unmodifiableList(items);
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML");
  }
}
