package io.commonweight.trainer.site;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** How the site is: its last round, and what is wrong. */
@ApplicationScoped
public class SiteStatus implements SiteListener {
  private volatile Optional<String> problem = Optional.of("not started");
  private volatile int round;

  @Override
  public void on(SiteEvent event) {
    switch (event) {
      case SiteEvent.Started _, SiteEvent.Recovered _ -> problem = Optional.empty();
      case SiteEvent.RoundSeen seen -> {
        round = seen.round();
        problem = Optional.empty();
      }
      case SiteEvent.Problem(String reason) -> problem = Optional.of(reason);
      case SiteEvent.Waiting(String reason) -> problem = Optional.of(reason);
      case SiteEvent.Abandoned(int abandoned, String reason) ->
          problem = Optional.of("gave up round %d: %s".formatted(abandoned, reason));
      case SiteEvent.Evaluated _,
          SiteEvent.Training _,
          SiteEvent.Packed _,
          SiteEvent.Charged _,
          SiteEvent.Uploaded _,
          SiteEvent.Submitted _,
          SiteEvent.Advertised _,
          SiteEvent.Dealt _,
          SiteEvent.Unwitnessed _,
          SiteEvent.Revealed _,
          SiteEvent.Resting _ -> {}
    }
  }

  /** What is wrong now. */
  Optional<String> problem() {
    return problem;
  }

  /** The last round the site took part in; 0 before the first. */
  int round() {
    return round;
  }
}
