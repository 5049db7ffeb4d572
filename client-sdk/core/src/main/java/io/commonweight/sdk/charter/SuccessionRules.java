package io.commonweight.sdk.charter;

import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import java.util.Optional;

/** What a charter may change of the one before it. */
final class SuccessionRules {

  private SuccessionRules() {}

  static Optional<Refusal> judge(Founding before, Founding next) {
    Charter old = before.charter();
    Charter charter = next.charter();
    if (charter.version() != old.version() + 1) {
      return refuse(
          "charter %d cannot follow charter %d".formatted(charter.version(), old.version()));
    }
    if (!charter.previous().equals(Optional.of(before.charterDigest()))) {
      return refuse("it names another charter before it than " + before.charterDigest());
    }
    if (!charter.federation().equals(old.federation()) || !charter.policy().equals(old.policy())) {
      return refuse("the names of federation and policy never change");
    }
    if (!mayFollow(old.log(), charter.log())) {
      return refuse(
          "a log is left as it is, or moved: epoch %d, another origin and other keys"
              .formatted(old.log().epoch() + 1));
    }
    int changed = changedMembers(old, charter);
    int most = Math.max(1, (old.members().size() - 1) / 3);
    return changed <= most
        ? Optional.empty()
        : refuse("%d organizations change, at most %d may at a time".formatted(changed, most));
  }

  private static boolean mayFollow(LogIdentity old, LogIdentity next) {
    return next.equals(old)
        || (next.epoch() == old.epoch() + 1
            && !next.origin().equals(old.origin())
            && next.keys().fingerprints().stream().noneMatch(old.keys().fingerprints()::contains));
  }

  /** Organizations that go, come or have another root key or another vote; one for one is one. */
  private static int changedMembers(Charter old, Charter next) {
    return Math.max(changedMembersOf(old, next), changedMembersOf(next, old));
  }

  private static int changedMembersOf(Charter charter, Charter other) {
    return (int)
        charter.members().stream()
            .filter(member -> !isSame(Optional.of(member), other.member(member.name())))
            .count();
  }

  private static boolean isSame(Optional<Member> old, Optional<Member> next) {
    return old.isPresent()
        && next.isPresent()
        && old.get().root().equals(next.get().root())
        && old.get().aggregates() == next.get().aggregates();
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Code.STATE, detail));
  }
}
