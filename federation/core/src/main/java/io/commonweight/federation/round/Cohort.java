package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Dealings;
import io.commonweight.federation.secagg.Reveals;
import io.commonweight.federation.secagg.Roster;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.federation.secagg.Signed;
import io.commonweight.federation.secagg.Survivors;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The nodes whose vectors go into one secure sum, and what they have said of it in the log, in its
 * order. Nothing stands here that was not checked against what precedes it. Immutable.
 *
 * @param organization whose nodes they are; absent if they are those of all
 * @param session what they agree on
 * @param advertisements the keys said
 * @param dealt the shares dealt
 * @param inputs the masked vectors signed for; from the cutoff on, those of the survivors
 * @param revealed the shares given out
 */
public record Cohort(
    Optional<String> organization,
    SecAggRound session,
    List<Logged<KeyAdvertisement>> advertisements,
    List<Logged<ShareDealing>> dealt,
    List<Logged<MaskedInput>> inputs,
    List<Logged<ShareReveal>> revealed) {

  /** Copies the lists. */
  public Cohort {
    advertisements = List.copyOf(advertisements);
    dealt = List.copyOf(dealt);
    inputs = List.copyOf(inputs);
    revealed = List.copyOf(revealed);
  }

  /** A cohort in which nothing was said yet. */
  static Cohort of(Optional<String> organization, SecAggRound session) {
    return new Cohort(organization, session, List.of(), List.of(), List.of(), List.of());
  }

  /** Who takes part; empty as long as fewer than the threshold have advertised. */
  public Optional<Roster> roster() {
    return whenEnough(advertisements, () -> Roster.of(session, signed(advertisements)));
  }

  /** What they have dealt; empty as long as fewer than the threshold have. */
  public Optional<Dealings> dealings() {
    return roster().flatMap(roster -> whenEnough(dealt, () -> Dealings.of(roster, signed(dealt))));
  }

  /**
   * Whose vectors count, once the round has closed; empty if fewer than the threshold are left. See
   * {@link Survivors} for what whoever hands this to a node owes.
   */
  public Optional<Survivors> survivors() {
    return dealings()
        .flatMap(dealings -> whenEnough(inputs, () -> Survivors.of(dealings, signed(inputs))));
  }

  /** Messages as the library of secure aggregation takes them. */
  public static <M extends SecureMessage> List<Signed<M>> signed(List<Logged<M>> messages) {
    return messages.stream()
        .map(message -> new Signed<>(message.statement(), message.digest()))
        .toList();
  }

  /** Whether the node has said a message of this kind. */
  boolean hasSaid(SecureMessage message) {
    List<? extends Logged<? extends SecureMessage>> said =
        switch (message) {
          case KeyAdvertisement _ -> advertisements;
          case ShareDealing _ -> dealt;
          case MaskedInput _ -> inputs;
          case ShareReveal _ -> revealed;
        };
    return said.stream().anyMatch(logged -> logged.signer().equals(message.node()));
  }

  /**
   * Checks a message against those that it rests on.
   *
   * @throws SecAggException if it cannot follow them
   */
  void check(SecureMessage message) throws SecAggException {
    switch (message) {
      case KeyAdvertisement advertisement -> session.requirePart(advertisement);
      case ShareDealing dealing -> enough(roster()).check(dealing);
      case MaskedInput input -> enough(dealings()).check(input);
      case ShareReveal reveal -> new Reveals(enough(dealings()), enough(survivors())).check(reveal);
    }
  }

  private static <T> T enough(Optional<T> step) throws SecAggException {
    return step.orElseThrow(
        () ->
            new SecAggException(
                Reason.TOO_FEW, "too few of this cohort have taken the step before: it is out"));
  }

  /** This with one more message. */
  Cohort with(Logged<? extends SecureMessage> logged) {
    return switch (logged.statement()) {
      case KeyAdvertisement advertisement ->
          new Cohort(
              organization,
              session,
              plus(advertisements, logged.saying(advertisement)),
              dealt,
              inputs,
              revealed);
      case ShareDealing dealing ->
          new Cohort(
              organization,
              session,
              advertisements,
              plus(dealt, logged.saying(dealing)),
              inputs,
              revealed);
      case MaskedInput input ->
          new Cohort(
              organization,
              session,
              advertisements,
              dealt,
              plus(inputs, logged.saying(input)),
              revealed);
      case ShareReveal reveal ->
          new Cohort(
              organization,
              session,
              advertisements,
              dealt,
              inputs,
              plus(revealed, logged.saying(reveal)));
    };
  }

  /** This when the round has closed: a suspect input is none, and its node a dropout. */
  Cohort closedAt(long cutoff, Directory directory) {
    return new Cohort(
        organization,
        session,
        advertisements,
        dealt,
        inputs.stream().filter(input -> !input.isSuspect(directory, cutoff)).toList(),
        revealed);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    var more = new ArrayList<>(list);
    more.add(element);
    return more;
  }

  private interface Step<T> {
    T take() throws SecAggException;
  }

  private <T> Optional<T> whenEnough(List<?> messages, Step<T> step) {
    if (messages.size() < session.threshold()) {
      return Optional.empty();
    }
    try {
      return Optional.of(step.take());
    } catch (SecAggException e) {
      throw new IllegalStateException("a message was logged that may not stand there", e);
    }
  }
}
