package io.commonweight.trainer.tabletop;

import java.util.List;

/**
 * A planar arm: where its links are and how it follows commanded tip motion.
 *
 * @param name of the model
 * @param links link lengths from base to tip, metres
 * @param maxJointStep fastest joint motion, radians per step
 */
record Arm(String name, List<Double> links, double maxJointStep) {
  private static final double DAMPING = 1e-4;

  Arm {
    links = List.copyOf(links);
  }

  /** Joint angles, each relative to the previous link, that bring the tip near a point. */
  double[] jointsAt(Point tip) {
    double[] joints = new double[links.size()];
    joints[0] = 0.6;
    for (int i = 1; i < joints.length; i++) {
      joints[i] = 1.2 / (joints.length - 1);
    }
    for (int i = 0; i < 200; i++) {
      move(joints, tip.minus(tip(joints)).atMost(0.05), 0.5);
    }
    return joints;
  }

  /** Moves joints by one step towards a commanded tip displacement, as far as they are able. */
  void move(double[] joints, Point displacement) {
    move(joints, displacement, maxJointStep);
  }

  /** Position of the tip. */
  Point tip(double[] joints) {
    double angle = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < joints.length; i++) {
      angle += joints[i];
      x += links.get(i) * Math.cos(angle);
      y += links.get(i) * Math.sin(angle);
    }
    return new Point(x, y);
  }

  /**
   * One damped least-squares step: dq = Jᵀ (J Jᵀ + λ I)⁻¹ d, slowed to the fastest joint's limit.
   */
  private void move(double[] joints, Point d, double limit) {
    double[] jx = new double[joints.length];
    double[] jy = new double[joints.length];
    jacobian(joints, jx, jy);
    double a = DAMPING;
    double b = 0;
    double c = DAMPING;
    for (int i = 0; i < joints.length; i++) {
      a += jx[i] * jx[i];
      b += jx[i] * jy[i];
      c += jy[i] * jy[i];
    }
    double determinant = a * c - b * b;
    double u = (c * d.x() - b * d.y()) / determinant;
    double v = (a * d.y() - b * d.x()) / determinant;
    double fastest = 0;
    for (int i = 0; i < joints.length; i++) {
      fastest = Math.max(fastest, Math.abs(jx[i] * u + jy[i] * v));
    }
    double scale = fastest > limit ? limit / fastest : 1;
    for (int i = 0; i < joints.length; i++) {
      joints[i] += scale * (jx[i] * u + jy[i] * v);
    }
  }

  private void jacobian(double[] joints, double[] jx, double[] jy) {
    double angle = 0;
    for (int i = 0; i < joints.length; i++) {
      angle += joints[i];
      double x = -links.get(i) * Math.sin(angle);
      double y = links.get(i) * Math.cos(angle);
      for (int j = 0; j <= i; j++) {
        jx[j] += x;
        jy[j] += y;
      }
    }
  }
}
