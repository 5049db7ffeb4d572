package io.commonweight.trainer.tabletop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArmTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyArmReachesTheWholeTable(long seed) {
    Point goal = Region.TABLE.draw(new Random(seed));
    for (Site site : Sites.ORGANIZATIONS) {
      Point tip = site.arm().tip(site.arm().jointsAt(goal));

      assertThat(tip.distanceTo(goal)).as(site.arm().name()).isLessThan(0.005);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTipFollowsCommandedMotion(long seed) {
    Random random = new Random(seed);
    Arm arm = Sites.PUBLIC.arm();
    double[] joints = arm.jointsAt(new Region(-0.2, 0.2, 0.25, 0.45).draw(random));
    Point before = arm.tip(joints);
    Point motion = new Point(0.02 * random.nextDouble(), 0.02 * random.nextDouble());
    arm.move(joints, motion);

    assertThat(arm.tip(joints).distanceTo(before.plus(motion))).isLessThan(0.002);
  }
}
