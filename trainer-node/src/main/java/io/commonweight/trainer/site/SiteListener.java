package io.commonweight.trainer.site;

/** Hears of what happens at a site, on the site's thread. */
@FunctionalInterface
public interface SiteListener {
  /** Called once for each event, in order. */
  void on(SiteEvent event);
}
