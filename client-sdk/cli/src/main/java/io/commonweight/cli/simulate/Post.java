package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Updates under way. A straggler's comes one to maxStaleness + 1 rounds late, each as likely as the
 * others, so one of them in maxStaleness + 1 comes too late to count.
 */
final class Post {
  private final Plan plan;
  private final List<Letter> letters = new ArrayList<>();
  private final int[] busyUntil;

  private record Letter(Submission submission, int arrival) {}

  /**
   * What has come.
   *
   * @param counted what counts in this round
   * @param tooLate how many do not
   */
  record Delivery(List<Submission> counted, int tooLate) {}

  Post(Plan plan) {
    this.plan = plan;
    this.busyUntil = new int[plan.cohort().nodes()];
  }

  /** Whether a node can be invited into a round: its last update was due before. */
  boolean isFree(Node node, int round) {
    return busyUntil[node.index()] < round;
  }

  /** Sends an update of this round. */
  void send(Submission submission) {
    int arrival = submission.round() + delay(submission);
    letters.add(new Letter(submission, arrival));
    busyUntil[submission.node().index()] = arrival;
  }

  private int delay(Submission submission) {
    Random random = plan.chance().of(Purpose.DELAY, submission.round(), submission.node().index());
    return random.nextDouble() < plan.participation().stragglers()
        ? 1 + random.nextInt(plan.participation().maxStaleness() + 1)
        : 0;
  }

  /** Hands over what arrives in a round. */
  Delivery deliver(int round) {
    List<Submission> counted = new ArrayList<>();
    int tooLate = 0;
    for (Iterator<Letter> each = letters.iterator(); each.hasNext(); ) {
      Letter letter = each.next();
      if (letter.arrival() > round) {
        continue;
      }
      each.remove();
      if (round - letter.submission().round() > plan.participation().maxStaleness()) {
        tooLate++;
      } else {
        counted.add(letter.submission());
      }
    }
    return new Delivery(counted, tooLate);
  }
}
