package io.commonweight.trainer.tabletop;

/** A point or vector on the table, in metres: x to the right, y away from the arm's base. */
record Point(double x, double y) {
  Point plus(Point other) {
    return new Point(x + other.x, y + other.y);
  }

  Point minus(Point other) {
    return new Point(x - other.x, y - other.y);
  }

  Point times(double factor) {
    return new Point(x * factor, y * factor);
  }

  double dot(Point other) {
    return x * other.x + y * other.y;
  }

  double length() {
    return Math.sqrt(x * x + y * y);
  }

  double distanceTo(Point other) {
    return minus(other).length();
  }

  /** This vector at length 1, or the x direction if it has none. */
  Point direction() {
    double length = length();
    return length < 1e-9 ? new Point(1, 0) : times(1 / length);
  }

  /** This vector, shortened to a length if it is longer. */
  Point atMost(double length) {
    double own = length();
    return own <= length ? this : times(length / own);
  }

  /** This vector turned left by an angle in radians. */
  Point turned(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Point(x * cos - y * sin, x * sin + y * cos);
  }
}
