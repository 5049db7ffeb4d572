package io.commonweight.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.trainer.data.LeRobotDataset;
import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.site.PolicyFolder;
import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void profileBesideTheDataIsByteForByteTheReleasesOne() throws IOException {
    TabletopSuite suite = new DataFolder(folder.resolve("data")).writeTabletop(5);
    PolicyFolder.write(
        folder.resolve("release"), Policy.initial(suite.config(), 1), suite.embodiment());

    assertThat(folder.resolve("data").resolve(PolicyFolder.EMBODIMENT))
        .hasSameBinaryContentAs(folder.resolve("release").resolve(PolicyFolder.EMBODIMENT));
  }

  @Test
  void tabletopFolderHoldsADatasetPerOrganizationAndRemembersItsSeed() throws IOException {
    var data = new DataFolder(folder);

    TabletopSuite written = data.writeTabletop(5);

    for (String organization : written.organizations()) {
      try (LeRobotDataset dataset =
          LeRobotDataset.open(folder.resolve("organizations").resolve(organization))) {
        assertThat(dataset.demonstrations()).isEqualTo(written.training(organization));
      }
    }
    Suite again = data.suite(SuiteName.tabletop);
    assertThat(again.training("org1")).isEqualTo(written.training("org1"));
    assertThatThrownBy(() -> data.suite(SuiteName.recorded))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds data of suite tabletop, not recorded");
  }
}
