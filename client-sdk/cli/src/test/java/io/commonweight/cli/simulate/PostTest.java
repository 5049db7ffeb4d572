package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Update;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostTest {
  private static final int NODES = 1000;
  private static final Samples NONE = new Samples(1, new float[0], new int[0]);
  private static final Sha256 NOTHING = Constitution.digest("nothing");
  private static final Update UPDATE =
      new Update(NOTHING, NOTHING, new Fingerprint(NOTHING), NOTHING, 1, 1);

  private static Post sent(double stragglers, int maxStaleness) {
    var participation = new Plan.Participation(1, stragglers, maxStaleness);
    var post = new Post(Plans.of(1, Threat.none(), participation));
    for (int node = 0; node < NODES; node++) {
      post.send(new Submission(new Node(node, 0, false, NONE), UPDATE, Path.of("none")), 1);
    }
    return post;
  }

  @Test
  void withoutStragglersAllArriveBeforeTheirDeadline() {
    Post post = sent(0, 0);

    assertThat(post.deliver(1)).hasSize(NODES);
    assertThat(post.deliver(2)).isEmpty();
  }

  @Test
  void stragglersComeOneToMaxStalenessPlusOneDeadlinesLate() {
    Post post = sent(0.3, 2);

    int onTime = post.deliver(1).size();
    int one = post.deliver(2).size();
    int two = post.deliver(3).size();
    int three = post.deliver(4).size();

    assertThat(onTime).isBetween(660, 740);
    assertThat(one).isBetween(70, 130);
    assertThat(two).isBetween(70, 130);
    assertThat(onTime + one + two + three).isEqualTo(NODES);
  }

  @Test
  void aNodeIsUnderWayUntilItsUpdateIsDelivered() {
    Post post = sent(1, 0);

    assertThat(post.deliver(1)).isEmpty();
    assertThat(post.senders()).hasSize(NODES);
    assertThat(post.deliver(2)).hasSize(NODES);
    assertThat(post.senders()).isEmpty();
  }
}
