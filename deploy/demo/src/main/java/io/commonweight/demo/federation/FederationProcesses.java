package io.commonweight.demo.federation;

import io.commonweight.demo.process.Child;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Health;
import io.commonweight.demo.process.Ports;
import io.commonweight.demo.process.Programs.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The processes of a federation on one machine: two registries, an aggregator for each organization
 * that has a vote, and trainer nodes. This class holds no signing key: it tells each process where
 * its own organization's keys lie.
 */
public final class FederationProcesses {
  /** The federation's name. */
  public static final String NAME = "tabletop";

  /** The repo that releases go to. */
  public static final String POLICY = "commons/arm-policy";

  private static final Duration START = Duration.ofSeconds(90);

  private final Path directory;
  private final Children children;
  private final Backends backends;
  private final List<Organization> organizations;
  private final NodePlan plan;
  private final Map<String, Child> running = new ConcurrentHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final List<Path> moves = new ArrayList<>();
  private final Set<String> lost = new HashSet<>();
  private String sequencer = "registry-a";

  /**
   * What every node trains in a round.
   *
   * @param rounds how many rounds the schedule is made for; nodes rest after the last
   * @param steps optimizer steps in each round
   * @param trials in how many episodes they try each release; the tabletop only
   * @param suite the suite whose recipe they follow: {@code tabletop} or {@code recorded}
   */
  public record NodePlan(int rounds, int steps, int trials, String suite) {}

  /** A federation under a directory; nothing is started yet. */
  public FederationProcesses(
      Path directory,
      Children children,
      Backends backends,
      List<Organization> organizations,
      NodePlan plan) {
    this.directory = directory;
    this.children = children;
    this.backends = backends;
    this.organizations = List.copyOf(organizations);
    this.plan = plan;
  }

  /** The organizations. */
  public List<Organization> organizations() {
    return organizations;
  }

  /** The directory of the founding documents. */
  public Path foundingDirectory() {
    return directory.resolve("founding");
  }

  /** The address of a server: {@code registry-a}, {@code aggregator-org-2}… */
  public URI endpoint(String name) {
    return URI.create("http://127.0.0.1:" + ports.get(name) + "/");
  }

  /** The addresses of all servers that were started. */
  public Map<String, URI> endpoints() {
    var endpoints = new LinkedHashMap<String, URI>();
    ports.keySet().forEach(name -> endpoints.put(name, endpoint(name)));
    return endpoints;
  }

  /** Starts registry A, which sequences the log, and registry B, which mirrors and witnesses it. */
  public void startRegistries() throws IOException, InterruptedException {
    startRegistry("registry-a");
    startRegistry("registry-b");
    awaitReady("registry-a");
    awaitReady("registry-b");
  }

  /**
   * Starts one registry, again if it was stopped before: same port, same data. One that was lost
   * begins with nothing.
   */
  public void startRegistry(String name) throws IOException {
    Organization owner = owner(name);
    int port = port(name);
    var properties = new LinkedHashMap<String, String>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("quarkus.datasource.jdbc.url", backends.postgres().jdbcUrl(database(name)));
    properties.put("quarkus.datasource.username", backends.postgres().user());
    properties.put("commonweight.registry.url", "http://127.0.0.1:" + port);
    properties.put("commonweight.registry.key-file", owner.key("registry").toString());
    properties.put("commonweight.registry.passphrase-file", owner.passphrase().toString());
    properties.put("commonweight.blobs.directory", owner.blobs().toString());
    properties.put("commonweight.witness.name", owner.witness());
    properties.put("commonweight.witness.key-file", owner.key("witness").toString());
    properties.putAll(part(name, owner));
    running.put(
        name,
        children.start(
            name,
            children.programs().command(Program.REGISTRY, properties, List.of()),
            Map.of("QUARKUS_DATASOURCE_PASSWORD", backends.postgres().password())));
    lost.remove(name);
  }

  /** What a registry does for the federation: it sequences the log, or mirrors it. */
  private Map<String, String> part(String name, Organization owner) throws IOException {
    String prefix = "commonweight.federations." + NAME + ".";
    var properties = new LinkedHashMap<String, String>();
    properties.put(prefix + "directory", foundingDirectory().toString());
    if (!moves.isEmpty()) {
      properties.put(
          prefix + "moves", moves.stream().map(Path::toString).collect(Collectors.joining(",")));
    }
    if (name.equals(sequencer)) {
      String other = name.equals("registry-a") ? "registry-b" : "registry-a";
      port(other);
      properties.put(prefix + "log-key-file", owner.logKey(epoch()).toString());
      properties.put(prefix + "witnesses", endpoint(other).resolve("witness/").toString());
    } else {
      port(sequencer);
      properties.put(prefix + "origin-url", endpoint(sequencer).toString());
    }
    return properties;
  }

  /** Which of the federation's logs is being written, counted from 1. */
  public int epoch() {
    return moves.size() + 1;
  }

  /** The organization that runs a registry. */
  public Organization owner(String registry) {
    return organizations.stream()
        .filter(registry.equals("registry-b") ? Organization::ownsMirror : Organization::ownsLog)
        .findFirst()
        .orElseThrow();
  }

  /** The database of a registry. */
  public static String database(String registry) {
    return registry.replace('-', '_');
  }

  /** Kills a registry for good; whoever used it uses the one that sequences the log from now on. */
  public void lose(String registry) throws InterruptedException {
    process(registry).kill();
    running.remove(registry);
    lost.add(registry);
  }

  /**
   * From now on another registry sequences the log; whatever is started is told so.
   *
   * @param charter the folder of the charter that says so
   */
  public void move(String registry, Path charter) {
    sequencer = registry;
    moves.add(charter);
  }

  /** Starts the aggregators of all organizations that have a vote. */
  public void startAggregators() throws IOException, InterruptedException {
    for (Organization organization : organizations) {
      if (organization.runsAggregator()) {
        startAggregator(organization);
      }
    }
    for (Organization organization : organizations) {
      if (organization.runsAggregator()) {
        awaitReady(aggregator(organization));
      }
    }
  }

  /** Starts one aggregator, again if it was stopped before. */
  public void startAggregator(Organization organization) throws IOException {
    String name = aggregator(organization);
    String prefix = "commonweight.aggregator.";
    var properties = new LinkedHashMap<String, String>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(port(name)));
    properties.put(prefix + "registry", registryOf(organization).toString());
    properties.put(prefix + "founding", foundingDirectory().toString());
    properties.put(prefix + "organization", organization.name());
    properties.put(prefix + "key-file", organization.key("aggregator").toString());
    properties.put(prefix + "release-key-file", organization.key("release").toString());
    properties.put(prefix + "oms-key-file", organization.key("oms").toString());
    properties.put(prefix + "passphrase-file", organization.passphrase().toString());
    properties.put(prefix + "data", organization.folder().resolve("aggregator").toString());
    properties.put(prefix + "kafka", backends.kafka().tlsBootstrapServers());
    properties.put(prefix + "kafka-truststore", backends.kafka().certificate().toString());
    properties.put(prefix + "kafka-login.username", organization.name());
    // All on one machine: what is not there after a moment was lost.
    properties.put(prefix + "task-timeout", "PT5S");
    properties.put(prefix + "missing-after", "PT3S");
    running.put(
        name,
        children.start(
            name,
            children.programs().command(Program.AGGREGATOR, properties, List.of()),
            Map.of("COMMONWEIGHT_KAFKA_PASSWORD", kafkaPassword(organization))));
  }

  /** Lets an organization into Kafka, if it is not in already. */
  private String kafkaPassword(Organization organization) {
    return backends.kafka().admit(organization.name()).password();
  }

  /** Starts all trainer nodes. */
  public void startNodes() throws IOException {
    for (Organization organization : organizations) {
      for (int i = 1; i <= organization.nodes(); i++) {
        startNode(organization, i);
      }
    }
  }

  /** Stops all trainer nodes that run. */
  public void stopNodes() throws InterruptedException {
    for (String name : List.copyOf(running.keySet())) {
      if (name.startsWith("node-")) {
        stop(name);
      }
    }
  }

  /** The organization whose node is taken over: the last, which owns no registry. */
  public Organization victim() {
    return organizations.getLast();
  }

  /** Starts one trainer node, again if it was stopped before. */
  public void startNode(Organization organization, int number) throws IOException {
    String name = node(organization, number);
    List<String> arguments =
        List.of(
            "run",
            "--registry",
            registryOf(organization).toString(),
            "--founding",
            foundingDirectory().toString(),
            "--organization",
            organization.name(),
            "--key",
            organization.key("node-" + number).toString(),
            "--passphrase-file",
            organization.passphrase().toString(),
            "--data",
            organization.data().toString(),
            "--state",
            organization.folder().resolve("node-" + number).toString(),
            "--suite",
            plan.suite(),
            "--rounds",
            Integer.toString(plan.rounds()),
            "--steps",
            Integer.toString(plan.steps()),
            "--trials",
            Integer.toString(plan.trials()),
            "--json-events");
    var properties = Map.of("quarkus.http.port", Integer.toString(port(name)));
    running.put(name, children.start(name, Program.NODE, properties, arguments));
  }

  /** What the nodes that were started say. */
  public NodeEvents nodeEvents() {
    return new NodeEvents(
        running.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("node-"))
            .map(entry -> entry.getValue().log())
            .toList());
  }

  /** Stops a process, so that it is no longer expected to run. */
  public void stop(String name) throws InterruptedException {
    process(name).stop();
    running.remove(name);
  }

  /**
   * Checks that whatever was started and not stopped runs.
   *
   * @throws io.commonweight.demo.process.ChildFailedException if one has ended; it shows its log
   */
  public void requireAlive() throws IOException {
    for (Child child : running.values()) {
      if (!child.isAlive()) {
        throw child.failed("has ended");
      }
    }
  }

  /** A process of the federation that was started. */
  public Child process(String name) {
    Child child = running.get(name);
    if (child == null) {
      throw new IllegalArgumentException("there is no process " + name);
    }
    return child;
  }

  /** The name of an organization's aggregator. */
  public static String aggregator(Organization organization) {
    return "aggregator-" + organization.name();
  }

  /** The name of an organization's node. */
  public static String node(Organization organization, int number) {
    return "node-" + organization.name() + "-" + number;
  }

  /** The registry an organization uses: no process of it talks to another while it is there. */
  public URI registryOf(Organization organization) {
    String own = organization.usesMirror() ? "registry-b" : "registry-a";
    return endpoint(lost.contains(own) ? sequencer : own);
  }

  /** Waits until a server answers that it is ready. */
  public void awaitReady(String name) throws IOException, InterruptedException {
    Health.await(process(name), endpoint(name), START);
  }

  /** Starts the command line tool. */
  public Child cli(String name, List<String> arguments) throws IOException {
    return children.start(name, Program.CLI, Map.of(), arguments);
  }

  private int port(String name) throws IOException {
    Integer known = ports.get(name);
    if (known != null) {
      return known;
    }
    int fresh = Ports.free();
    ports.put(name, fresh);
    return fresh;
  }
}
