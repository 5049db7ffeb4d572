package io.commonweight.demo;

import io.commonweight.demo.federation.FederationProcesses;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.report.Report.Pull;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The robot developer's part: pull from the mirror, verify, and see a changed byte refused. */
final class Delivery {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EVIDENCE = ".commonweight/evidence.json";

  private final FederationProcesses federation;
  private final Children children;
  private final Path directory;
  private final Progress progress;

  Delivery(FederationProcesses federation, Children children, Path directory, Progress progress) {
    this.federation = federation;
    this.children = children;
    this.directory = directory;
    this.progress = progress;
  }

  /** The weights of a release, by digest from the mirror, into a folder for the evaluation. */
  Path fetchForEvaluation(LoggedRelease release) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("federated"));
    var mirror = new RegistryClient(federation.endpoint("registry-b"));
    for (Release.File file : release.release().files()) {
      mirror.download(file.sha256(), file.bytes(), folder.resolve(file.path()), _ -> {});
    }
    return folder;
  }

  /**
   * Pulls a release from the mirror.
   *
   * @param founding the charter whose fingerprint the developer got from somebody trusted, and pins
   * @param sequence which release
   */
  Pull run(Founding founding, int sequence) throws IOException, InterruptedException {
    URI mirror = federation.endpoint("registry-b");
    Path policy = directory.resolve("policy");
    cli(
        "trust-add",
        "trust",
        "add",
        FederationProcesses.NAME,
        "--from",
        mirror.toString(),
        "--fingerprint",
        "sha256:" + founding.charterDigest(),
        "--config",
        config());
    boolean isPulled =
        cli(
                "pull",
                "pull",
                FederationProcesses.POLICY + "@v" + sequence,
                "--from",
                mirror.toString(),
                "--to",
                policy.toString(),
                "--config",
                config())
            == 0;
    boolean isVerified =
        isPulled && cli("verify", "verify", policy.toString(), "--config", config()) == 0;
    progress.say(
        "pulled release %d from the mirror: %s", sequence, isVerified ? "genuine" : "NOT genuine");
    List<String> witnesses = isPulled ? witnesses(founding, policy) : List.of();
    progress.say("its place in the log was witnessed by %s", witnesses);
    var bundles = new PulledBundles(founding, policy, directory.resolve("openssl"), children);
    List<String> signers = bundles.organizations();
    progress.say("%d bundles for other tools came with it: %s", signers.size(), signers);
    Optional<Boolean> isOpensslContent = openssl(bundles);
    boolean isRefused = isPulled && tamperIsRefused(policy);
    progress.say("one byte of the weights flipped: %s", isRefused ? "refused" : "NOT refused");
    return new Pull(
        mirror.toString(),
        isVerified,
        witnesses,
        signers,
        isOpensslContent,
        pullWithHf(mirror, sequence),
        isRefused);
  }

  /** What a tool that knows nothing of federations says of the bundles, if it is installed. */
  private Optional<Boolean> openssl(PulledBundles bundles)
      throws IOException, InterruptedException {
    Optional<Path> openssl = findOnPath("openssl");
    if (openssl.isEmpty() || bundles.organizations().isEmpty()) {
      return Optional.empty();
    }
    boolean isContent = bundles.verify(openssl.get());
    progress.say("openssl over the bundles: %s", isContent ? "Verified OK" : "NOT verified");
    return Optional.of(isContent);
  }

  /** Whose witnesses have cosigned the checkpoint that lies beside the files that were pulled. */
  private static List<String> witnesses(Founding founding, Path policy) throws IOException {
    var evidence = Evidence.parse(Files.readAllBytes(policy.resolve(EVIDENCE)));
    try {
      var checkpoint = SignedNote.parse(evidence.checkpoint().getBytes(StandardCharsets.UTF_8));
      return founding.witnessPolicy().open(checkpoint).organizations();
    } catch (ProofException e) {
      throw new IOException("the checkpoint of the pulled release: " + e.getMessage(), e);
    }
  }

  private boolean tamperIsRefused(Path policy) throws IOException, InterruptedException {
    Path weights = policy.resolve(Release.WEIGHTS);
    Files.setPosixFilePermissions(weights, PosixFilePermissions.fromString("rw-------"));
    try (var file = new RandomAccessFile(weights.toFile(), "rw")) {
      long position = file.length() - 7;
      file.seek(position);
      int flipped = file.read() ^ 1;
      file.seek(position);
      file.write(flipped);
    }
    return cli("verify-tampered", "verify", policy.toString(), "--config", config()) == 1;
  }

  /** The same release with the unmodified Hugging Face client, if it is installed. */
  private Optional<Boolean> pullWithHf(URI mirror, int sequence)
      throws IOException, InterruptedException {
    Optional<Path> hf = findOnPath("hf");
    if (hf.isEmpty()) {
      progress.say("hf is not installed: the Hugging Face client is not tried");
      return Optional.empty();
    }
    Path target = directory.resolve("policy-hf");
    int pulled =
        children
            .start(
                "hf-download",
                List.of(
                    hf.get().toString(),
                    "download",
                    FederationProcesses.POLICY,
                    "--revision",
                    "v" + sequence,
                    "--local-dir",
                    target.toString()),
                Map.of(
                    "HF_ENDPOINT", mirror.toString().replaceFirst("/$", ""),
                    "HF_HUB_DISABLE_TELEMETRY", "1",
                    "HF_HOME", directory.resolve("hf-home").toString()))
            .exitCode(LIMIT);
    boolean isVerified =
        pulled == 0
            && cli(
                    "verify-hf",
                    "verify",
                    target.toString(),
                    "--from",
                    mirror.toString(),
                    "--config",
                    config())
                == 0;
    progress.say("pulled with hf: %s", isVerified ? "genuine" : "NOT genuine");
    return Optional.of(isVerified);
  }

  private String config() {
    return directory.resolve("developer-config").toString();
  }

  private int cli(String name, String... arguments) throws IOException, InterruptedException {
    return federation.cli("developer-" + name, List.of(arguments)).exitCode(LIMIT);
  }

  private static Optional<Path> findOnPath(String command) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
