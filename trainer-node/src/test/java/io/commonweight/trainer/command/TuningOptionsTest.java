package io.commonweight.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.Tuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TuningOptionsTest {

  @Test
  void allWeightsAreTrainedUnlessOptionsSayOtherwise() {
    assertThat(recipe()).isEqualTo(SuiteName.tabletop.recipe());
    assertThat(recipe().tuning()).isEqualTo(new Tuning.Full());
    assertThat(recipe("--tune=head").tuning()).isEqualTo(new Tuning.Head());
  }

  @Test
  void factorsHaveRankEightAndAlphaSixteenUnlessOptionsSayOtherwise() {
    assertThat(recipe("--tune=lora").tuning()).isEqualTo(new Tuning.LowRank(8, 16, false));
    assertThat(recipe("--tune=lora", "--lora-rank=4", "--lora-alpha=2.5", "--lora-biases").tuning())
        .isEqualTo(new Tuning.LowRank(4, 2.5, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--lora-rank=4", "--lora-alpha=8", "--lora-biases"})
  void factorsThatAreNotWantedAreNotDescribed(String option) {
    assertThatThrownBy(() -> recipe(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("describe --tune=lora");
    assertThatThrownBy(() -> recipe("--tune=head", option))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "lora"})
  void controlVariatesAreRefusedUnlessAllWeightsAreTrained(String what) {
    assertThatThrownBy(() -> recipe("--control-variates", "--tune=" + what))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("train all of them, or leave the control variates out");
    assertThat(recipe("--proximal=0.1", "--tune=" + what).proximal()).isEqualTo(0.1);
  }

  private static Recipe recipe(String... arguments) {
    return CommandLine.populateCommand(new RecipeOptions(), arguments).recipe();
  }
}
