package io.commonweight.trainer.tabletop;

import java.util.Random;

/** An axis-parallel rectangle of the table, in metres. */
record Region(double minX, double maxX, double minY, double maxY) {
  /** All of the table that every arm reaches. */
  static final Region TABLE = new Region(-0.35, 0.35, 0.15, 0.55);

  Point draw(Random random) {
    return new Point(
        minX + (maxX - minX) * random.nextDouble(), minY + (maxY - minY) * random.nextDouble());
  }

  Point clamp(Point point) {
    return new Point(Math.clamp(point.x(), minX, maxX), Math.clamp(point.y(), minY, maxY));
  }
}
