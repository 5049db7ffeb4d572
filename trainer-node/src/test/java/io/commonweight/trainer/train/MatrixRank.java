package io.commonweight.trainer.train;

import io.commonweight.trainer.policy.Tensor;

/** The rank of the difference of two matrices of f32, up to the rounding of their values. */
final class MatrixRank {
  /** Well above the last place of weights below 1, well below what training changes. */
  private static final double ROUNDING = 2e-6;

  private MatrixRank() {}

  /** The number of pivots of Gaussian elimination that are more than rounding. */
  static int ofDifference(Tensor from, Tensor to) {
    int rows = from.shape().get(0);
    int columns = from.shape().get(1);
    double[][] left = new double[rows][columns];
    for (int i = 0; i < rows * columns; i++) {
      left[i / columns][i % columns] = (double) to.values().get(i) - from.values().get(i);
    }
    int rank = 0;
    while (rank < Math.min(rows, columns) && eliminate(left, rank)) {
      rank++;
    }
    return rank;
  }

  /** Subtracts the largest value's row from all others below; false if nothing large is left. */
  private static boolean eliminate(double[][] matrix, int done) {
    int row = done;
    int column = 0;
    for (int r = done; r < matrix.length; r++) {
      for (int c = 0; c < matrix[r].length; c++) {
        if (Math.abs(matrix[r][c]) > Math.abs(matrix[row][column])) {
          row = r;
          column = c;
        }
      }
    }
    if (Math.abs(matrix[row][column]) <= ROUNDING) {
      return false;
    }
    double[] pivot = matrix[row];
    matrix[row] = matrix[done];
    matrix[done] = pivot;
    for (int r = done + 1; r < matrix.length; r++) {
      double factor = matrix[r][column] / pivot[column];
      for (int c = 0; c < pivot.length; c++) {
        matrix[r][c] -= factor * pivot[c];
      }
    }
    return true;
  }
}
