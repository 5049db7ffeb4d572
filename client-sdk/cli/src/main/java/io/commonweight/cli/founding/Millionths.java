package io.commonweight.cli.founding;

import io.commonweight.sdk.statement.Optimizer;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a decimal such as {@code 0.7} as that many millionths, exactly or not at all. */
final class Millionths implements ITypeConverter<Integer> {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?");

  @Override
  public Integer convert(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new TypeConversionException(
          "'%s' is no decimal below 1000 with at most six places, such as 0.7".formatted(text));
    }
    return new BigDecimal(text).multiply(BigDecimal.valueOf(Optimizer.UNIT)).intValueExact();
  }
}
