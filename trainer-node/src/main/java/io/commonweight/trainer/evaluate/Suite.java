package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.DatasetException;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.LeRobotDatasetWriter;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import java.nio.file.Path;
import java.util.List;

/** A benchmark over organizations: who has which demonstrations, and what counts as success. */
public interface Suite {
  /** A short name for reports. */
  String name();

  /** The robot all organizations share. */
  Embodiment embodiment();

  /** The architecture all organizations train. */
  PolicyConfig config();

  /** The recipe tuned for this suite. */
  Recipe recipe();

  /** Release 0, from which everything starts; the same for the same seed on one machine. */
  Policy releaseZero(long seed) throws TrainingException;

  /** The organizations, in order. */
  List<String> organizations();

  /** The demonstrations an organization trains on. */
  List<Demonstration> training(String organization);

  /**
   * Writes demonstrations of this suite as a LeRobotDataset v3.0 folder.
   *
   * @throws DatasetException if the folder cannot be written
   */
  default void write(List<Demonstration> demonstrations, Path folder) throws DatasetException {
    Embodiment profile = embodiment();
    new LeRobotDatasetWriter(folder, profile.robotType(), profile.fps()).write(demonstrations);
  }

  /** Success on an organization's own validation episodes, in no test split. */
  Rate validation(Policy policy, String organization);

  /** Success on the held-out episodes of one organization's skills, starts and goals. */
  Rate heldOut(Policy policy, String organization);

  /** Success on what no organization demonstrated. */
  Rate novel(Policy policy);

  /** Success on the held-out episodes of all organizations. */
  default Rate heldOut(Policy policy) {
    return organizations().stream().map(o -> heldOut(policy, o)).reduce(Rate.NONE, Rate::plus);
  }
}
