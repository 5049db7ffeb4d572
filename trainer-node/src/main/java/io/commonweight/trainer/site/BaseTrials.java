package io.commonweight.trainer.site;

import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.trainer.evaluate.Rate;
import io.commonweight.trainer.tabletop.TabletopSuite;

/** Tries the base of a round on validation episodes of the site, in closed loop. */
final class BaseTrials {
  private static final String SPLIT = "validation";

  private final SiteSettings.Validation validation;
  private final TabletopSuite suite;

  BaseTrials(SiteSettings settings, SiteSettings.Validation validation) {
    this.validation = validation;
    suite =
        new TabletopSuite(
            validation.seed(),
            new TabletopSuite.Size(1, validation.trials(), 1, 2),
            settings.recipe());
  }

  /** What the site states about a release. */
  Evaluation evaluate(Base base) {
    Rate rate = suite.validation(base.policy(), validation.site());
    return new Evaluation(
        base.release().digest(),
        base.release().release().weights().sha256(),
        suite.name(),
        SPLIT,
        rate.successes(),
        rate.n());
  }
}
