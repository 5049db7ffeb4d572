package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class PrivatePlaceTest {

  @Test
  void onlyItsOwnerEntersAndNothingIsLeft() throws Exception {
    Path folder;
    try (PrivatePlace place = PrivatePlace.make()) {
      folder = place.folder();
      Files.createDirectory(place.copy());
      Files.writeString(place.copy().resolve("config.json"), "{}");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aProgramThatIsToldToEndLeavesNothing() throws Exception {
    try (PrivatePlace place = PrivatePlace.make()) {
      Files.createDirectory(place.copy());
      Files.writeString(place.copy().resolve("config.json"), "{}");

      place.end().start();
      place.end().join();

      assertThat(place.folder()).doesNotExist();
    }
  }
}
