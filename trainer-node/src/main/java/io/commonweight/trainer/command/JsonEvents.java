package io.commonweight.trainer.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.trainer.site.SiteEvent;
import io.commonweight.trainer.site.SiteListener;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Prints each event as one line of JSON: {@code event}, its kind, {@code at}, the time, and the
 * event's members.
 */
final class JsonEvents implements SiteListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final Clock clock;

  JsonEvents(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void on(SiteEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("event", kind(event));
    line.put("at", clock.instant().toString());
    line.setAll((ObjectNode) JSON.valueToTree(event));
    out.println(line);
    out.flush();
  }

  private static String kind(SiteEvent event) {
    return switch (event) {
      case SiteEvent.Started _ -> "started";
      case SiteEvent.RoundSeen _ -> "round-seen";
      case SiteEvent.Evaluated _ -> "evaluated";
      case SiteEvent.Training _ -> "training";
      case SiteEvent.Packed _ -> "packed";
      case SiteEvent.Charged _ -> "charged";
      case SiteEvent.Uploaded _ -> "uploaded";
      case SiteEvent.Submitted _ -> "submitted";
      case SiteEvent.Advertised _ -> "advertised";
      case SiteEvent.Dealt _ -> "dealt";
      case SiteEvent.Unwitnessed _ -> "unwitnessed";
      case SiteEvent.Revealed _ -> "revealed";
      case SiteEvent.Abandoned _ -> "abandoned";
      case SiteEvent.Resting _ -> "resting";
      case SiteEvent.Waiting _ -> "waiting";
      case SiteEvent.Problem _ -> "problem";
      case SiteEvent.Recovered _ -> "recovered";
    };
  }
}
