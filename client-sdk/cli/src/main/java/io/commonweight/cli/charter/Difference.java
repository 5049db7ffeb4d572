package io.commonweight.cli.charter;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What one charter says otherwise than another, line by line as {@code diff} shows it.
 *
 * @param before the one
 * @param next the other
 */
public record Difference(Charter before, Charter next) {

  /** The lines: {@code -} what goes, {@code +} what comes. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "version", charter -> Integer.toString(charter.version()));
    add(lines, "expires", charter -> Instant.ofEpochSecond(charter.expires()).toString());
    add(lines, "log", charter -> line(charter.log()));
    var names = new TreeSet<String>();
    before.members().forEach(member -> names.add(member.name()));
    next.members().forEach(member -> names.add(member.name()));
    names.forEach(name -> addOptional(lines, "member", charter -> member(charter, name)));
    addOptional(lines, "gate", charter -> charter.gate().map(Description::line));
    add(lines, "quorum", charter -> line(charter.quorum()));
    add(lines, "witnesses", charter -> line(charter.witnesses()));
    return lines;
  }

  private void add(List<String> lines, String name, Function<Charter, String> value) {
    addOptional(lines, name, charter -> Optional.of(value.apply(charter)));
  }

  private void addOptional(
      List<String> lines, String name, Function<Charter, Optional<String>> value) {
    Optional<String> old = value.apply(before);
    Optional<String> now = value.apply(next);
    if (!old.equals(now)) {
      old.ifPresent(text -> lines.add("- %-12s%s".formatted(name, text)));
      now.ifPresent(text -> lines.add("+ %-12s%s".formatted(name, text)));
    }
  }

  /** With all keys, so that each change shows. */
  private static Optional<String> member(Charter charter, String name) {
    return charter.member(name).map(member -> Description.line(member) + keys(member));
  }

  private static String keys(Member member) {
    return "  (oms %s%s)"
        .formatted(
            member.oms().abbreviated(),
            member
                .witness()
                .map(witness -> ", witness " + witness.keys().ed25519().abbreviated())
                .orElse(""));
  }

  private static String line(LogIdentity log) {
    return "%s, epoch %d, sequenced by %s, key %s"
        .formatted(log.origin(), log.epoch(), log.sequencer(), log.keys().ed25519().abbreviated());
  }

  private static String line(Threshold threshold) {
    return "f = %d, k = %d".formatted(threshold.faults(), threshold.required());
  }
}
