package io.commonweight.trainer.site;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.LeRobotDataset;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.PolicyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The site's recordings, held in memory and read again when their description changes. */
final class PrivateData {
  private final Path folder;
  private FileTime readAt = FileTime.fromMillis(0);
  private int fps;
  private List<Demonstration> demonstrations = List.of();

  PrivateData(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the recordings unless that is done.
   *
   * @throws SiteException if they cannot be used; names the file and the episode
   */
  List<Demonstration> demonstrations() throws SiteException {
    try {
      FileTime changed = Files.getLastModifiedTime(folder.resolve("meta/info.json"));
      if (demonstrations.isEmpty() || !changed.equals(readAt)) {
        try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
          demonstrations = List.copyOf(dataset.demonstrations());
          fps = dataset.info().fps();
          readAt = changed;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      demonstrations = List.of();
      throw new SiteException(
          "The recordings in %s cannot be used, repair or replace them: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
    if (demonstrations.isEmpty()) {
      throw new SiteException("The recordings in " + folder + " have no episode");
    }
    return demonstrations;
  }

  /**
   * The recordings, if they are of the robot that a base is for.
   *
   * @throws SiteException if they are not; names the feature
   */
  List<Demonstration> demonstrations(Base base) throws SiteException {
    List<Demonstration> all = demonstrations();
    Embodiment profile = base.embodiment();
    if (fps != profile.fps()) {
      throw new SiteException(
          "The recordings in %s have %d frames per second, the embodiment profile demands %d"
              .formatted(folder, fps, profile.fps()));
    }
    for (Demonstration demonstration : all) {
      List<String> observed = demonstration.observation().names();
      List<String> commanded = demonstration.action().names();
      require(observed, names(profile.state()), "observation");
      require(observed, base.policy().config().observation(), "observation");
      require(commanded, names(profile.action()), "action");
      require(commanded, outputs(base.policy().config()), "action");
    }
    return all;
  }

  private void require(List<String> recorded, List<String> demanded, String feature)
      throws SiteException {
    for (String name : demanded) {
      if (!recorded.contains(name)) {
        throw new SiteException(
            "The recordings in %s lack the %s \"%s\" that the embodiment profile demands; they have %s"
                .formatted(folder, feature, name, recorded));
      }
    }
  }

  private static List<String> names(List<Embodiment.Dimension> dimensions) {
    return dimensions.stream().map(Embodiment.Dimension::name).toList();
  }

  private static List<String> outputs(PolicyConfig config) {
    return config.outputs().stream().map(output -> output.name()).toList();
  }
}
