package io.commonweight.trainer.command;

import io.commonweight.trainer.site.SiteEvent;
import io.commonweight.trainer.site.SiteListener;
import io.quarkus.logging.Log;

/** Logs events for people. */
final class TextEvents implements SiteListener {
  @Override
  public void on(SiteEvent event) {
    switch (event) {
      case SiteEvent.Problem _, SiteEvent.Waiting _, SiteEvent.Abandoned _ ->
          Log.warn(event.text());
      case SiteEvent.Training _ -> Log.debug(event.text());
      case SiteEvent.Started _,
          SiteEvent.RoundSeen _,
          SiteEvent.Evaluated _,
          SiteEvent.Packed _,
          SiteEvent.Charged _,
          SiteEvent.Uploaded _,
          SiteEvent.Submitted _,
          SiteEvent.Advertised _,
          SiteEvent.Dealt _,
          SiteEvent.Unwitnessed _,
          SiteEvent.Revealed _,
          SiteEvent.Resting _,
          SiteEvent.Recovered _ ->
          Log.info(event.text());
    }
  }
}
