package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.commonweight.sdk.statement.Rule.Kind;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class RuleNameTest {
  private final RuleName name = new RuleName();

  @Test
  void aRuleIsKnownByItsNameOrItsBeginning() {
    assertThat(name.convert("trimmed-mean")).isEqualTo(Kind.TRIMMED_MEAN);
    assertThat(name.convert("TRIMMED_MEAN")).isEqualTo(Kind.TRIMMED_MEAN);
    assertThat(name.convert("trimmed")).isEqualTo(Kind.TRIMMED_MEAN);
    assertThat(name.convert("krum")).isEqualTo(Kind.KRUM);
  }

  @Test
  void aBeginningOfSeveralOrOfNoneIsRefused() {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> name.convert("me"))
        .withMessageStartingWith("'me' is none of mean, clipped-mean, median");
    assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> name.convert("zeno"));
  }
}
