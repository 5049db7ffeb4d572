package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Rules as they are written on the command line: {@code trimmed-mean}, {@code TRIMMED_MEAN}, or the
 * beginning of one, such as {@code trimmed}.
 */
final class RuleName implements ITypeConverter<Rule.Kind> {

  static String of(Rule.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Rule.Kind convert(String text) {
    String name = text.toLowerCase(Locale.ROOT).replace('_', '-');
    List<Rule.Kind> meant =
        Arrays.stream(Rule.Kind.values()).filter(kind -> of(kind).startsWith(name)).toList();
    return meant.stream()
        .filter(kind -> of(kind).equals(name) || meant.size() == 1)
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s"
                        .formatted(
                            text,
                            String.join(
                                ", ",
                                Arrays.stream(Rule.Kind.values()).map(RuleName::of).toList()))));
  }
}
