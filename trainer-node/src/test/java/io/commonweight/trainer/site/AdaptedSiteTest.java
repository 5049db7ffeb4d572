package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.train.Tuning;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptedSiteTest {
  @TempDir Path folder;

  @Test
  void updateHasTheBasesTensorsAndNothingOfTheFactors() throws Exception {
    try (var site = adapted("site")) {
      site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }

      Update submitted = site.registry.logged().getFirst().statement();
      Path blob = folder.resolve("blob");
      Bytes bytes = site.registry.blob(submitted.commitment()).orElseThrow();
      Files.write(blob, bytes.toArray());
      SortedMap<String, IntTensor> update = Safetensors.readInts(blob);
      Map<String, List<Long>> shapes = new TreeMap<>();
      update.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
      assertThat(shapes).isEqualTo(baseShapes(site));
      assertThat(changed(update)).containsExactly(Policy.weight(0), Policy.weight(1));
    }
  }

  /** Base verified, trained, packed. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void killedSiteMakesTheSameUpdate(int entry) throws Exception {
    try (var site = adapted("undisturbed");
        var killed = adapted("killed")) {
      Round round = site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }
      Round again = killed.registry.openRound();
      try (SiteDaemon daemon = killed.open(new FusedClock(entry))) {
        assertThatThrownBy(() -> daemon.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }

      try (SiteDaemon daemon = killed.open()) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(update(killed, again)).isEqualTo(update(site, round));
    }
  }

  private SiteFixture adapted(String name) throws IOException {
    var site = new SiteFixture(folder.resolve(name));
    site.recipe = site.recipe.with(new Tuning.LowRank(2, 4, false));
    return site;
  }

  private static Sha256 update(SiteFixture site, Round round) throws IOException {
    try (Journal journal = Journal.open(site.folder.resolve("state"), Clock.systemUTC())) {
      return journal.progress(round.id()).packed().orElseThrow().blob();
    }
  }

  private static Map<String, List<Long>> baseShapes(SiteFixture site) throws IOException {
    Map<String, List<Long>> shapes = new TreeMap<>();
    Safetensors.readFloats(site.folder.resolve("release-0").resolve(PolicyFolder.WEIGHTS))
        .forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /** Names of tensors of which a value is not 0. */
  private static List<String> changed(SortedMap<String, IntTensor> update) {
    List<String> changed = new ArrayList<>();
    update.forEach(
        (name, tensor) -> {
          IntBuffer values = tensor.values();
          if (IntStream.range(0, values.limit()).anyMatch(i -> values.get(i) != 0)) {
            changed.add(name);
          }
        });
    return changed;
  }
}
