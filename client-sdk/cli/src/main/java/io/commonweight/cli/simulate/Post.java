package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Updates under way. A straggler's comes one to maxStaleness + 1 deadlines late, each as likely as
 * the others, so one of them in maxStaleness + 1 comes too late to count.
 */
final class Post {
  private final Plan plan;
  private final List<Letter> letters = new ArrayList<>();

  private record Letter(Submission submission, int arrival) {}

  Post(Plan plan) {
    this.plan = plan;
  }

  /** Whose updates are under way: they are too busy to be invited. */
  List<Node> senders() {
    return letters.stream().map(letter -> letter.submission().node()).toList();
  }

  /**
   * Sends an update.
   *
   * @param deadline which deadline it is meant for, counted from 1
   */
  void send(Submission submission, int deadline) {
    letters.add(new Letter(submission, deadline + delay(submission.node(), deadline)));
  }

  private int delay(Node node, int deadline) {
    Random random = plan.chance().of(Purpose.DELAY, deadline, node.index());
    return random.nextDouble() < plan.participation().stragglers()
        ? 1 + random.nextInt(plan.participation().maxStaleness() + 1)
        : 0;
  }

  /** Hands over what arrives before a deadline. */
  List<Submission> deliver(int deadline) {
    List<Submission> arrived = new ArrayList<>();
    for (Iterator<Letter> each = letters.iterator(); each.hasNext(); ) {
      Letter letter = each.next();
      if (letter.arrival() <= deadline) {
        each.remove();
        arrived.add(letter.submission());
      }
    }
    return arrived;
  }
}
