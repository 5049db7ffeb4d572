package io.commonweight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesTest {

  private static final Set<Service> ALL = EnumSet.allOf(Service.class);

  @TempDir Path directory;

  @Test
  void dataAndPortsSurviveTheKillingOfEveryServiceAndACleanRestart() throws Exception {
    try (var services = EmbeddedServices.start(directory, ALL)) {
      Marks.leave(services, "kept");
      services.pids().stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
    }

    List<Long> pids;
    Kafka kafka;
    try (var services = EmbeddedServices.start(directory, ALL)) {
      assertThat(Marks.find(services)).containsExactly("kept", "kept", "kept");
      pids = services.pids();
      kafka = services.kafka();
    }
    assertThat(pids).hasSizeGreaterThanOrEqualTo(3).noneMatch(EmbeddedServicesTest::isAlive);

    try (var services = EmbeddedServices.start(directory, ALL)) {
      assertThat(Marks.find(services)).containsExactly("kept", "kept", "kept");
      assertThat(services.kafka()).isEqualTo(kafka);
    }
  }

  @Test
  void theNextStartStopsWhatAKilledOwnerLeftRunning() throws Exception {
    Process owner = Owner.start(directory, "left");
    List<Long> orphans = pidsPrintedBy(owner);

    assertThatThrownBy(() -> EmbeddedServices.start(directory, Set.of()))
        .isInstanceOf(EmbeddedServicesException.class)
        .hasMessageContaining("is in use by another owner");

    owner.destroyForcibly().waitFor();
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(3).anyMatch(EmbeddedServicesTest::isAlive);
    try (var services = EmbeddedServices.start(directory, ALL)) {
      assertThat(orphans).noneMatch(EmbeddedServicesTest::isAlive);
      assertThat(Marks.find(services)).containsExactly("left", "left", "left");
    }
  }

  @Test
  void aServiceStartsWhenFirstAskedForAndOthersDoNot() throws Exception {
    try (var services = EmbeddedServices.start(directory, Set.of())) {
      assertThat(services.pids()).isEmpty();
      Marks.leaveObject(services.s3(), "only S3");

      assertThat(Marks.findObject(services.s3())).isEqualTo("only S3");
      assertThat(services.pids()).hasSize(1);
      assertThatThrownBy(() -> EmbeddedServices.start(directory, Set.of()))
          .hasMessageContaining("is in use by another owner");
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static List<Long> pidsPrintedBy(Process owner) throws Exception {
    var output = new BufferedReader(new InputStreamReader(owner.getInputStream(), UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("[")) {
        return Arrays.stream(line.substring(1, line.length() - 1).split(", "))
            .map(Long::valueOf)
            .toList();
      }
    }
    throw new AssertionError("the owner ended with status " + Optional.of(owner.waitFor()));
  }
}
