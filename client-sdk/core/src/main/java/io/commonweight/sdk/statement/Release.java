package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of the policy: every file of it, by digest. It follows from earlier log entries, so
 * every organization signs the same bytes.
 *
 * @param charter the digest of the charter in force
 * @param policy the repo {@code ORG/NAME}
 * @param sequence 0 for the first, then one more each time
 * @param previous the digest of the release before; absent in release 0
 * @param round the id of the round that made it; absent in release 0
 * @param standing what was known of keys when it was made
 * @param files its files, sorted by path; one is {@code model.safetensors}
 * @param tensors the weights' tensors, sorted by name; all {@code F32}
 */
public record Release(
    Sha256 charter,
    String policy,
    int sequence,
    Optional<Sha256> previous,
    Optional<Sha256> round,
    Standing standing,
    List<File> files,
    List<Tensor> tensors)
    implements Predicate {
  /** The file that holds the weights. */
  public static final String WEIGHTS = "model.safetensors";

  /** The file that holds the model card. */
  public static final String CARD = "README.md";

  /**
   * The files that hold an optimizer's state, in the order in which an {@link Aggregate} names
   * them. Each has the weights' tensors; an absent one is all zeros.
   */
  public static final List<String> OPTIMIZER_STATE =
      List.of("momentum.safetensors", "variance.safetensors");

  private static final int MAX_FILES = 64;
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

  /**
   * What a release's signers knew of keys.
   *
   * @param logSize how much of the log they had seen; 0 for release 0
   * @param revocations SHA-256 over the digests of all revocations in force there, in log order
   */
  public record Standing(long logSize, Sha256 revocations) {
    /** That of an empty log. */
    public static final Standing FOUNDING = new Standing(0, Sha256.of(new byte[0]));

    /** Checks the size. */
    public Standing {
      Limits.within("logSize", 0, Limits.MAX_SAFE, logSize);
    }
  }

  /**
   * A file of the release.
   *
   * @param path its flat name; an allowed one is data and never code
   * @param sha256 its digest
   * @param bytes its size
   */
  public record File(String path, Sha256 sha256, long bytes) {
    private static final List<String> ALLOWED = List.of(".safetensors", ".json", ".txt", ".md");

    /** Checks the name and its ending. */
    public File {
      Limits.matching("path", FILE_NAME, path);
      if (ALLOWED.stream().noneMatch(path::endsWith)) {
        throw new IllegalArgumentException("path '" + path + "' must end with one of " + ALLOWED);
      }
      Limits.within("bytes", 0, 1L << 40, bytes);
    }
  }

  /**
   * A tensor of the weights.
   *
   * @param name its name
   * @param shape its dimensions, at most 8
   */
  public record Tensor(String name, List<Long> shape) {
    private static final int MAX_RANK = 8;

    /** Checks the name and the shape. */
    public Tensor {
      Limits.tensor("tensor", name);
      shape = List.copyOf(Limits.atMost("shape", MAX_RANK, shape));
      shape.forEach(dimension -> Limits.within("dimension", 0, 1L << 40, dimension));
    }
  }

  /**
   * @throws IllegalArgumentException if a rule is broken, for example if weights or card are
   *     missing
   */
  public Release {
    Limits.repo("policy", policy);
    Limits.within("sequence", 0, Integer.MAX_VALUE - 1, sequence);
    Limits.presentIff("previous", sequence > 0, previous);
    Limits.presentIff("round", sequence > 0, round);
    if (sequence == 0 && !standing.equals(Standing.FOUNDING)) {
      throw new IllegalArgumentException("release 0 stands on an empty log");
    }
    files = Limits.sorted("files", Limits.atMost("files", MAX_FILES, files), File::path);
    tensors =
        Limits.sorted(
            "tensors", Limits.atMost("tensors", RoundOpen.MAX_TENSORS, tensors), Tensor::name);
    requireFile(files, WEIGHTS);
    requireFile(files, CARD);
    requireState(sequence, files);
  }

  /** The weights file. */
  @JsonIgnore
  public File weights() {
    return file(WEIGHTS).orElseThrow();
  }

  /** The files of the optimizer's state that it has: none, momentum, or momentum and variance. */
  @JsonIgnore
  public List<File> optimizerState() {
    return OPTIMIZER_STATE.stream().flatMap(path -> find(files, path).stream()).toList();
  }

  /** The file of that name. */
  public Optional<File> file(String path) {
    return find(files, path);
  }

  private static Optional<File> find(List<File> files, String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  private static void requireFile(List<File> files, String path) {
    if (find(files, path).isEmpty()) {
      throw new IllegalArgumentException("files has no " + path);
    }
  }

  /** Releases begin without state, and variance goes with momentum. */
  private static void requireState(int sequence, List<File> files) {
    List<File> state =
        OPTIMIZER_STATE.stream().flatMap(path -> find(files, path).stream()).toList();
    if (sequence == 0 && !state.isEmpty()) {
      throw new IllegalArgumentException(
          "release 0 has no " + state.getFirst().path() + ": an optimizer begins with zeros");
    }
    if (!state.stream().map(File::path).toList().equals(OPTIMIZER_STATE.subList(0, state.size()))) {
      throw new IllegalArgumentException("files has variance without momentum");
    }
    long bytes = find(files, WEIGHTS).orElseThrow().bytes();
    state.forEach(file -> Limits.within(file.path() + " bytes", bytes, bytes, file.bytes()));
  }

  @Override
  public List<Subject> subjects() {
    return files.stream().map(file -> Subject.of(file.path(), file.sha256())).toList();
  }
}
