package io.commonweight.trainer.command;

import io.commonweight.trainer.site.SiteDaemon;
import io.commonweight.trainer.site.SiteListener;
import io.commonweight.trainer.site.SiteMetrics;
import io.commonweight.trainer.site.SiteSettings;
import io.commonweight.trainer.site.SiteStatus;
import io.commonweight.trainer.tabletop.TabletopSuite;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the site's daemon until it is told to stop. */
@Singleton
@Command(
    name = "run",
    description = "Follows a federation and submits one update per round.",
    mixinStandardHelpOptions = true,
    defaultValueProvider = NodeProperties.class,
    footerHeading = "%nExample:%n",
    footer = {
      "  commonweight node run --registry=https://registry.example \\",
      "    --founding=founding --organization=lab-7 --key=keys/node-1.key \\",
      "    --data=recordings --state=node-1",
      "",
      "The same, training low-rank factors (LoRA) that are merged before anything leaves:",
      "  commonweight node run ... --tune=lora --lora-rank=8 --lora-alpha=16",
      "",
      "Each option can also be given as a property commonweight.node.OPTION or as an",
      "environment variable COMMONWEIGHT_NODE_OPTION. Health and metrics are served on",
      "-Dquarkus.http.port=PORT of this machine at /q/health and /q/metrics."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class RunCommand implements Callable<Integer> {
  private static final int DEFAULT_TRIALS = 20;

  @Option(names = "--registry", required = true, description = "The registry to talk to.")
  URI registry;

  @Option(
      names = "--founding",
      required = true,
      description = "Folder with the charter.json and keys.json you have checked.")
  Path founding;

  @Option(names = "--organization", required = true, description = "Whose node this is.")
  String organization;

  @Option(names = "--key", required = true, description = "File of the node's private key.")
  Path key;

  @Option(
      names = "--passphrase-file",
      description = {
        "File whose first line decrypts the key; else the environment",
        "variable COMMONWEIGHT_PASSPHRASE is used, or it is asked for."
      })
  Optional<Path> passphrase = Optional.empty();

  @Option(names = "--data", required = true, description = "A LeRobotDataset v3.0 folder.")
  Path data;

  @Option(names = "--state", required = true, description = "This node's own memory.")
  Path state;

  @Mixin RecipeOptions recipe;

  @Mixin PrivacyOptions privacy;

  @Option(
      names = "--trials",
      description = {
        "Tabletop episodes on which each round's base is tried first; 0 for none.",
        "20 for the tabletop's organizations, unless given."
      })
  Optional<Integer> trials = Optional.empty();

  @Option(
      names = "--suite-seed",
      defaultValue = "1",
      description = "Seed of those episodes (default: 1).")
  long suiteSeed;

  @Option(names = "--json-events", description = "Print each event as a line of JSON.")
  boolean isJson;

  private final SiteStatus status;
  private final SiteMetrics metrics;
  private volatile Optional<SiteDaemon> daemon = Optional.empty();

  RunCommand(SiteStatus status, SiteMetrics metrics) {
    this.status = status;
    this.metrics = metrics;
  }

  @Override
  public Integer call() throws IOException {
    SiteListener output = isJson ? new JsonEvents(System.out, Clock.systemUTC()) : new TextEvents();
    List<SiteListener> listeners = List.of(status, metrics, output);
    SiteListener all = event -> listeners.forEach(listener -> listener.on(event));
    try (SiteDaemon site = SiteDaemon.open(settings(), all, Clock.systemUTC())) {
      daemon = Optional.of(site);
      site.run();
    }
    return 0;
  }

  void stop(@Observes ShutdownEvent event) {
    daemon.ifPresent(SiteDaemon::stop);
  }

  private SiteSettings settings() {
    return new SiteSettings(
        registry,
        founding,
        organization,
        key,
        passphrase,
        data,
        state,
        recipe.recipe(),
        recipe.rounds.stream().mapToInt(Integer::intValue).findFirst(),
        validation(),
        privacy.privacy(state));
  }

  private Optional<SiteSettings.Validation> validation() {
    List<String> known =
        recipe.suite == SuiteName.tabletop
            ? new TabletopSuite(suiteSeed).organizations()
            : List.of();
    int count = trials.orElse(known.contains(organization) ? DEFAULT_TRIALS : 0);
    if (count > 0 && !known.contains(organization)) {
      throw new IllegalArgumentException(
          "There are no tabletop episodes of %s, only of %s: leave --trials out"
              .formatted(organization, known));
    }
    return count > 0
        ? Optional.of(new SiteSettings.Validation(suiteSeed, organization, count))
        : Optional.empty();
  }
}
