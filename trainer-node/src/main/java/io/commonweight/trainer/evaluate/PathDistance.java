package io.commonweight.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far apart two paths are. Points are coordinates in one unit, all of one dimension. */
final class PathDistance {
  private static final int MAX_POINTS = 100;

  private PathDistance() {}

  /** Distance of the last points. */
  static double goalError(List<double[]> path, List<double[]> other) {
    return distance(path.getLast(), other.getLast());
  }

  /**
   * Discrete Fréchet distance: the shortest leash with which two walkers pass both paths (Eiter and
   * Mannila, 1994). Paths are thinned to at most 100 points first. Time O(n·m).
   */
  static double frechet(List<double[]> path, List<double[]> other) {
    List<double[]> a = thinned(path);
    List<double[]> b = thinned(other);
    double[] row = new double[b.size()];
    Arrays.fill(row, Double.POSITIVE_INFINITY);
    for (int i = 0; i < a.size(); i++) {
      double diagonal = i == 0 ? 0 : Double.POSITIVE_INFINITY;
      for (int j = 0; j < b.size(); j++) {
        double left = j == 0 ? Double.POSITIVE_INFINITY : row[j - 1];
        double best = Math.min(diagonal, Math.min(row[j], left));
        diagonal = row[j];
        row[j] = Math.max(best, distance(a.get(i), b.get(j)));
      }
    }
    return row[b.size() - 1];
  }

  private static List<double[]> thinned(List<double[]> path) {
    int points = Math.min(path.size(), MAX_POINTS);
    List<double[]> thinned = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      int at = points == 1 ? 0 : (int) ((long) i * (path.size() - 1) / (points - 1));
      thinned.add(path.get(at));
    }
    return thinned;
  }

  private static double distance(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }
}
