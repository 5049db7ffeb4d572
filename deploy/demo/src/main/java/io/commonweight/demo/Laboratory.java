package io.commonweight.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.demo.federation.Organization;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data, the first release, the baselines and the evaluation: all done by trainer-node commands.
 */
final class Laboratory {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int MOST_VOTERS = 4;

  private final DemoOptions options;
  private final Children children;
  private final Path directory;

  Laboratory(DemoOptions options, Children children, Path directory) {
    this.options = options;
    this.children = children;
    this.directory = directory;
  }

  /** What the nodes' recipe is called. */
  String suite() {
    return options.data().isPresent() ? "recorded" : "tabletop";
  }

  /** Writes each organization's private data. */
  List<Organization> prepareData() throws IOException, InterruptedException {
    if (options.data().isPresent()) {
      node(
          "data",
          "recordings",
          "split",
          "--data",
          options.data().get().toAbsolutePath().toString(),
          "--orgs",
          Integer.toString(options.organizations()),
          "--out",
          data().toString());
    } else {
      node("data", "tabletop", "generate", "--dir", data().toString());
    }
    List<Path> folders;
    try (var entries = Files.list(data().resolve("organizations"))) {
      folders = entries.filter(e -> Files.exists(e.resolve("meta/info.json"))).sorted().toList();
    }
    List<Organization> organizations = new ArrayList<>();
    for (Path folder : folders) {
      int number = organizations.size() + 1;
      String name = folder.getFileName().toString();
      organizations.add(
          new Organization(
              name,
              number,
              directory.resolve("organizations").resolve(name),
              folder,
              options.nodes(),
              number <= MOST_VOTERS));
    }
    return organizations;
  }

  /** Makes the first release: its folder. */
  Path pretrain() throws IOException, InterruptedException {
    Path release = directory.resolve("release-0");
    node(
        "pretrain",
        "pretrain",
        "--suite",
        suite(),
        "--data",
        data().toString(),
        "--out",
        release.toString());
    return release;
  }

  /** Trains what the federation is compared with. */
  void baselines(Path release0, int rounds, int steps) throws IOException, InterruptedException {
    node(
        "baselines",
        "baselines",
        "--suite",
        suite(),
        "--data",
        data().toString(),
        "--base",
        release0.toString(),
        "--rounds",
        Integer.toString(rounds),
        "--steps",
        Integer.toString(steps),
        "--out",
        directory.resolve("baselines").toString());
  }

  /** Compares all policies in closed loop. */
  JsonNode evaluate(Path release0, Path federated) throws IOException, InterruptedException {
    Path result = directory.resolve("evaluation.json");
    node(
        "evaluate",
        "evaluate",
        "--suite",
        suite(),
        "--data",
        data().toString(),
        "--base",
        release0.toString(),
        "--baselines",
        directory.resolve("baselines").toString(),
        "--federated",
        federated.toString(),
        "--out",
        result.toString());
    return new ObjectMapper().readTree(Files.readAllBytes(result));
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void node(String name, String... arguments) throws IOException, InterruptedException {
    children
        .start(
            "lab-" + name,
            Program.NODE,
            Map.of("quarkus.http.host-enabled", "false"),
            List.of(arguments))
        .join(LIMIT);
  }
}
