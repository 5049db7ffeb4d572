package io.commonweight.trainer.command;

import io.commonweight.trainer.evaluate.RecordedSuite;
import io.commonweight.trainer.tabletop.TabletopSuite;
import io.commonweight.trainer.train.Recipe;

/** The benchmarks that come with the node, as options name them. */
public enum SuiteName {
  /** The simulated tabletop. */
  tabletop,
  /** Recordings of real robots. */
  recorded;

  Recipe recipe() {
    return switch (this) {
      case tabletop -> new TabletopSuite(0).recipe();
      case recorded -> RecordedSuite.RECIPE;
    };
  }
}
