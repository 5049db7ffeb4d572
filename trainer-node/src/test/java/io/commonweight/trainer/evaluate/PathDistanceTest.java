package io.commonweight.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathDistanceTest {
  private static List<double[]> path(double... coordinates) {
    List<double[]> path = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      path.add(new double[] {coordinates[i], coordinates[i + 1]});
    }
    return path;
  }

  @Test
  void parallelPathsAreTheirGapApart() {
    assertThat(PathDistance.frechet(path(0, 0, 1, 0, 2, 0), path(0, 3, 1, 3, 2, 3))).isEqualTo(3);
  }

  @Test
  void aDetourCountsAtItsFarthest() {
    assertThat(PathDistance.frechet(path(0, 0, 1, 0, 2, 0), path(0, 0, 1, 5, 2, 0))).isEqualTo(5);
  }

  @Test
  void directionMatters() {
    assertThat(PathDistance.frechet(path(0, 0, 1, 0, 2, 0), path(2, 0, 1, 0, 0, 0))).isEqualTo(2);
  }

  @Test
  void theGoalErrorSeesOnlyTheEnd() {
    assertThat(PathDistance.goalError(path(9, 9, 1, 1), path(0, 0, 4, 5))).isEqualTo(5);
  }

  @Test
  void longPathsAreThinnedToTheirEnds() {
    double[] long1 = new double[4000];
    double[] long2 = new double[4000];
    for (int i = 0; i < 2000; i++) {
      long1[2 * i] = i;
      long2[2 * i] = i;
      long2[2 * i + 1] = 7;
    }

    assertThat(PathDistance.frechet(path(long1), path(long2))).isEqualTo(7);
  }
}
