package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostTest {
  private static final Samples NONE = new Samples(1, new float[0], new int[0]);

  private static Plan plan(double stragglers, int maxStaleness) {
    Plan plan = Plans.of(1, Threat.none());
    return new Plan(
        plan.chance(),
        plan.rounds(),
        new Cohort(1000, 10, 1, Partition.IID, 1),
        plan.threat(),
        new Plan.Participation(1, stragglers, maxStaleness),
        plan.training(),
        plan.engine(),
        List.of());
  }

  private static Post sent(Plan plan) {
    var post = new Post(plan);
    for (int node = 0; node < plan.cohort().nodes(); node++) {
      post.send(new Submission(new Node(node, 0, false, NONE), 1, 1, List.of()));
    }
    return post;
  }

  @Test
  void withoutStragglersAllArriveInTheirRound() {
    Post post = sent(plan(0, 0));

    assertThat(post.deliver(1).counted()).hasSize(1000);
    assertThat(post.deliver(2).counted()).isEmpty();
  }

  @Test
  void stragglersComeOneToMaxStalenessRoundsLateOrTooLate() {
    Post post = sent(plan(0.3, 2));

    int onTime = post.deliver(1).counted().size();
    int one = post.deliver(2).counted().size();
    int two = post.deliver(3).counted().size();
    Post.Delivery last = post.deliver(4);

    assertThat(onTime).isBetween(660, 740);
    assertThat(one).isBetween(70, 130);
    assertThat(two).isBetween(70, 130);
    assertThat(last.counted()).isEmpty();
    assertThat(onTime + one + two + last.tooLate()).isEqualTo(1000);
  }

  @Test
  void withoutAllowanceEveryStragglerIsTooLate() {
    Post post = sent(plan(1, 0));

    assertThat(post.deliver(1).counted()).isEmpty();
    assertThat(post.deliver(2).tooLate()).isEqualTo(1000);
  }

  @Test
  void aNodeIsBusyUntilItsUpdateWasDue() {
    Post post = sent(plan(1, 0));
    var node = new Node(0, 0, false, NONE);

    assertThat(post.isFree(node, 2)).isFalse();
    assertThat(post.isFree(node, 3)).isTrue();
  }
}
