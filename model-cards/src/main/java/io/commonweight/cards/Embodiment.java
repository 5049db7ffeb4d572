package io.commonweight.cards;

import java.util.List;

/**
 * The robots a policy drives.
 *
 * @param profile name of the embodiment profile
 * @param profileSha256 its digest
 * @param controlHertz how often the policy is asked, in Hz, at least 1
 * @param chunkLength actions given at a time, at least 1
 * @param observations what the policy sees
 * @param actions what it commands
 */
public record Embodiment(
    String profile,
    String profileSha256,
    int controlHertz,
    int chunkLength,
    List<Signal> observations,
    List<Signal> actions) {

  /** Checks digest and numbers and copies the lists. */
  public Embodiment {
    Checks.sha256("embodiment profile", profileSha256);
    Checks.atLeast("control frequency", 1, controlHertz);
    Checks.atLeast("chunk length", 1, chunkLength);
    observations = List.copyOf(observations);
    actions = List.copyOf(actions);
  }

  /**
   * A vector that goes in or out of a policy.
   *
   * @param name its name in the data
   * @param dimensions its length, at least 1
   * @param unit what its numbers mean, for example {@code m}
   */
  public record Signal(String name, int dimensions, String unit) {

    /** Checks the length. */
    public Signal {
      Checks.atLeast("dimensions", 1, dimensions);
    }
  }
}
