package io.commonweight.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.trainer.evaluate.RecordedSuite;
import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.policy.EmbodimentJson;
import io.commonweight.trainer.site.PolicyFolder;
import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder with what each organization records: {@code organizations/NAME} is a LeRobotDataset,
 * {@code embodiment.json} the profile they share and {@code suite.json} says where they come from,
 * so that baselines and evaluation use the same episodes.
 *
 * @param folder where it is
 */
record DataFolder(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUITE = "suite.json";

  /** Draws the tabletop's organizations, and the public demonstrations of {@code reach}. */
  TabletopSuite writeTabletop(long seed) throws IOException {
    var suite = new TabletopSuite(seed);
    write(suite, Map.of("suite", SuiteName.tabletop, "seed", seed));
    suite.write(suite.reach(), folder.resolve("public").resolve("reach"));
    return suite;
  }

  /** Splits recordings among organizations, leaving out the episodes that test. */
  RecordedSuite writeRecorded(Path source, int organizations) throws IOException {
    RecordedSuite suite = RecordedSuite.open(source, organizations);
    write(
        suite,
        Map.of(
            "suite",
            SuiteName.recorded,
            "source",
            source.toAbsolutePath().normalize().toString(),
            "organizations",
            organizations));
    return suite;
  }

  /**
   * The suite that the folder was written from.
   *
   * @throws IOException if the folder says nothing of it, or its source is gone
   */
  Suite suite(SuiteName expected) throws IOException {
    JsonNode origin = JSON.readTree(Files.readAllBytes(folder.resolve(SUITE)));
    if (!origin.path("suite").asText().equals(expected.name())) {
      throw new IOException(
          "%s holds data of suite %s, not %s: give the right --suite"
              .formatted(folder, origin.path("suite").asText(), expected));
    }
    return switch (expected) {
      case tabletop -> new TabletopSuite(origin.path("seed").asLong());
      case recorded ->
          RecordedSuite.open(
              Path.of(origin.path("source").asText()), origin.path("organizations").asInt());
    };
  }

  private void write(Suite suite, Map<String, ?> origin) throws IOException {
    for (String organization : suite.organizations()) {
      suite.write(
          suite.training(organization), folder.resolve("organizations").resolve(organization));
    }
    Files.write(
        folder.resolve(PolicyFolder.EMBODIMENT),
        CanonicalJson.write(EmbodimentJson.write(suite.embodiment())));
    Files.write(folder.resolve(SUITE), JSON.writeValueAsBytes(origin));
  }
}
