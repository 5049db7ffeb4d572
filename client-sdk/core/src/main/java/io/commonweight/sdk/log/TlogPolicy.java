package io.commonweight.sdk.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A trust policy as tools of the transparency ecosystem share it (C2SP tlog-policy): the logs that
 * are believed, and which of the witnesses must have cosigned. One line of a witness is one key
 * here; that an organization needs two is a group of two.
 *
 * <p>Stricter than the specification in two points: without any witness there is no policy, and of
 * a log that is listed with keys of two types both must have signed.
 *
 * @param logs at least 1; each log under its origin
 * @param witnesses in the order of the file
 * @param groups each of witnesses and earlier groups
 * @param quorum the witness or group that must have cosigned
 */
public record TlogPolicy(
    List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {

  private static final String QUORUM_GROUP = "witnesses";

  /**
   * A log that is believed.
   *
   * @param key what its checkpoints are signed with, named by its origin; type 0x01 or 0x06
   * @param url where it is read, if that is said
   */
  public record Log(NoteKey key, Optional<String> url) {}

  /**
   * A key that cosigns.
   *
   * @param name what groups call it
   * @param key its key; type 0x04 or 0x06
   * @param url where it takes checkpoints, if that is said
   */
  public record Witness(String name, NoteKey key, Optional<String> url) {}

  /**
   * Some of which so many must have cosigned.
   *
   * @param name what other groups call it
   * @param required at least 1, at most all members
   * @param members witnesses and earlier groups; nobody is a member twice, in any group
   */
  public record Group(String name, int required, List<String> members) {
    /** Copies the members. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * Checks that nobody counts twice and that some must.
   *
   * @throws IllegalArgumentException if the policy means nothing or is met too easily
   */
  public TlogPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    groups = List.copyOf(groups);
    TlogPolicyRules.require(logs, witnesses, groups, quorum);
  }

  /**
   * The same policy for foreign tools. Its log has two lines there, each of them believed; tools
   * that follow the specification ask for only one of them.
   */
  public static TlogPolicy of(WitnessPolicy policy) {
    List<Log> logs =
        policy.log().logKeys().stream().map(k -> new Log(k, Optional.empty())).toList();
    List<Witness> witnesses = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (WitnessPolicy.Witness witness : policy.witnesses()) {
      List<String> halves = new ArrayList<>();
      for (NoteKey key : witness.key().witnessKeys()) {
        String name = witness.organization() + '.' + key.key().algorithm().label();
        witnesses.add(new Witness(name, key, Optional.empty()));
        halves.add(name);
      }
      groups.add(new Group(witness.organization() + ".witness", halves.size(), halves));
    }
    List<String> organizations = groups.stream().map(Group::name).toList();
    groups.add(new Group(QUORUM_GROUP, policy.required(), organizations));
    return new TlogPolicy(logs, witnesses, groups, QUORUM_GROUP);
  }

  /**
   * Parses a policy file.
   *
   * @throws ProofException if it is none, or one that is met too easily: with a group of which
   *     nobody is required, with a member or a key twice, or with {@code quorum none}
   */
  public static TlogPolicy parse(byte[] bytes) throws ProofException {
    return TlogPolicyText.parse(bytes);
  }

  /** The policy as a file, which {@link #parse} reads. */
  public String encode() {
    return TlogPolicyText.encode(this);
  }

  /**
   * Opens a checkpoint that satisfies the policy.
   *
   * @throws ProofException if it is not signed by one of the logs, a line of a known key is wrong,
   *     or the quorum has not cosigned
   */
  public Checkpoint verify(SignedNote note) throws ProofException {
    List<NoteKey> known =
        Stream.concat(logs.stream().map(Log::key), witnesses.stream().map(Witness::key)).toList();
    Set<NoteKey> signers = new HashSet<>();
    note.verify(known).forEach(s -> signers.add(s.key()));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    requireSigned(checkpoint.origin(), signers);
    requireCosigned(signers);
    return checkpoint;
  }

  private void requireSigned(String origin, Set<NoteKey> signers) throws ProofException {
    List<NoteKey> keys = logs.stream().map(Log::key).filter(k -> k.name().equals(origin)).toList();
    if (keys.isEmpty()) {
      throw new ProofException("origin", origin + " is none of the believed logs");
    }
    for (NoteKey key : keys) {
      if (keys.stream().noneMatch(k -> k.type() == key.type() && signers.contains(k))) {
        throw new ProofException("log signature", "there is none of " + key);
      }
    }
  }

  private void requireCosigned(Set<NoteKey> signers) throws ProofException {
    Set<String> cosigned = new HashSet<>();
    witnesses.stream().filter(w -> signers.contains(w.key())).forEach(w -> cosigned.add(w.name()));
    for (Group group : groups) {
      if (group.members().stream().filter(cosigned::contains).count() >= group.required()) {
        cosigned.add(group.name());
      }
    }
    if (!cosigned.contains(quorum)) {
      throw new ProofException("witness policy", "the quorum " + quorum + " has not cosigned");
    }
  }

  /** The bytes of {@link #encode()}. */
  public byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }
}
