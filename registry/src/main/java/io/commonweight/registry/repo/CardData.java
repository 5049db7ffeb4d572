package io.commonweight.registry.repo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.cards.CardException;
import io.commonweight.cards.FrontMatter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the front matter of a model card says, with the tags that follow from it.
 *
 * @param fields the fields in the order written; values as {@link FrontMatter#parse} gives them
 */
public record CardData(Map<String, Object> fields) {
  /** A revision without a card, or with one that has no readable front matter. */
  static final CardData NONE = new CardData(Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};
  private static final int MAX_TAGS = 256;
  private static final Pattern TAG = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  /** Copies the fields and keeps their order. */
  public CardData {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads a README.md; a card that cannot be read hides nothing else of its release. */
  static CardData parse(byte[] readme) {
    try {
      return new CardData(FrontMatter.parse(readme));
    } catch (CardException _) {
      return NONE;
    }
  }

  static CardData fromJson(String json) {
    try {
      return new CardData(JSON.readValue(json, FIELDS));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field that holds one string. */
  public Optional<String> text(String field) {
    return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * What a search can filter by: the card's own tags, library, task and languages, and its licence,
   * base models and data sets as {@code license:…}, {@code base_model:…} and {@code dataset:…}.
   */
  public List<String> tags() {
    return Stream.of(
            strings("tags"),
            strings("library_name"),
            strings("pipeline_tag"),
            strings("language"),
            strings("license").map("license:"::concat),
            strings("base_model").map("base_model:"::concat),
            strings("datasets").map("dataset:"::concat))
        .flatMap(tags -> tags)
        .filter(TAG.asMatchPredicate())
        .distinct()
        .limit(MAX_TAGS)
        .toList();
  }

  private Stream<String> strings(String field) {
    return switch (fields.get(field)) {
      case String text -> Stream.of(text);
      case List<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast);
      case null, default -> Stream.empty();
    };
  }
}
