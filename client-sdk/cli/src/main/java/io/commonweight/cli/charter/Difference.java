package io.commonweight.cli.charter;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
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
    add(lines, "privacy", charter -> Description.line(charter.privacy()));
    add(lines, "profile", charter -> "sha256:" + charter.profile());
    add(lines, "aggregation", charter -> new Arithmetic(charter.aggregation()).line());
    add(lines, "rule", charter -> new Arithmetic(charter.aggregation()).rule());
    add(lines, "optimizer", charter -> new Arithmetic(charter.aggregation()).optimizer());
    add(lines, "rounds", charter -> Description.line(charter.rounds()));
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

  /** With all keys in full, so that each change shows, also one that was made to look alike. */
  private static Optional<String> member(Charter charter, String name) {
    return charter.member(name).map(member -> Description.line(member) + keys(member));
  }

  private static String keys(Member member) {
    return "  (root %s, oms %s%s)"
        .formatted(
            line(member.root()),
            member.oms(),
            member.witness().map(witness -> ", witness " + line(witness.keys())).orElse(""));
  }

  private static String line(KeyPair pair) {
    return pair.ed25519() + " " + pair.mlDsa();
  }

  private static String line(LogIdentity log) {
    return "%s, epoch %d, sequenced by %s, keys %s%s"
        .formatted(
            log.origin(),
            log.epoch(),
            log.sequencer(),
            line(log.keys()),
            log.after()
                .map(cut -> ", after %d entries of root %s".formatted(cut.size(), cut.root()))
                .orElse(""));
  }

  private static String line(Threshold threshold) {
    return "f = %d, k = %d".formatted(threshold.faults(), threshold.required());
  }
}
