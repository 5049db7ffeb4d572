package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Sha256 ROUND = FederationFixture.digest("round");
  private static final Sha256 OTHER = FederationFixture.digest("another");
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(17), ZoneOffset.UTC);

  /** One entry of each kind. */
  static final List<JournalEntry> ALL =
      List.of(
          new JournalEntry.Seen(ROUND, 3),
          new JournalEntry.BaseVerified(ROUND, OTHER),
          new JournalEntry.Evaluated(
              ROUND, new Evaluation(OTHER, ROUND, "tabletop", "validation", 3, 20)),
          new JournalEntry.Trained(ROUND, 120, 5),
          new JournalEntry.Packed(ROUND, OTHER, ROUND, 10, 4, "77", 120, OTHER.hex()),
          new JournalEntry.Uploaded(ROUND),
          new JournalEntry.Submitted(ROUND, 9, OTHER),
          new JournalEntry.Abandoned(OTHER, "it was late"));

  @TempDir Path folder;

  @Test
  void entriesOfEveryKindAreReadBack() throws IOException {
    write(ALL);

    assertThat(read()).isEqualTo(ALL);
    assertThat(Files.readAllLines(file()).getFirst())
        .isEqualTo(
            "{\"at\":17,\"entry\":{\"number\":3,\"round\":\"" + ROUND + "\"},\"kind\":\"seen\"}");
  }

  @Test
  void lastLineTornAnywhereIsDroppedAndTheNextEntryFollowsTheGoodOnes() throws IOException {
    write(ALL.subList(0, 2));
    byte[] whole = Files.readAllBytes(file());
    int first = Files.readAllLines(file()).getFirst().length() + 1;
    for (int length = first; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      write(ALL.subList(3, 4));

      assertThat(read()).containsExactly(ALL.get(0), ALL.get(3));
    }
  }

  @Test
  void lastLineOfGarbageThatEndsIsDropped() throws IOException {
    write(ALL.subList(0, 2));
    byte[] whole = Files.readAllBytes(file());
    Arrays.fill(whole, whole.length - 40, whole.length - 1, (byte) 0);
    Files.write(file(), whole);

    assertThat(read()).containsExactly(ALL.get(0));
  }

  @Test
  void damageBeforeTheLastLineIsAnErrorThatNamesTheLine() throws IOException {
    write(ALL.subList(0, 3));
    byte[] whole = Files.readAllBytes(file());
    whole[10] ^= 1;
    Files.write(file(), whole);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("journal.jsonl line 1 is damaged");
  }

  @Test
  void fullJournalIsPutAsideWhenARoundBegins() throws IOException {
    try (Journal journal = Journal.open(folder, CLOCK, 200)) {
      for (JournalEntry entry : ALL) {
        journal.append(entry);
      }
      journal.append(new JournalEntry.Seen(OTHER, 4));
      assertThat(journal.entries()).containsExactly(new JournalEntry.Seen(OTHER, 4));
    }

    assertThat(Files.readAllLines(folder.resolve("journal-00001.jsonl"))).hasSize(ALL.size());
    assertThat(read()).containsExactly(new JournalEntry.Seen(OTHER, 4));
  }

  @Test
  void progressIsThatOfTheRoundAsked() throws IOException {
    write(ALL.subList(0, 6));

    try (Journal journal = Journal.open(folder, CLOCK)) {
      RoundProgress progress = journal.progress(ROUND);
      assertThat(progress.isSeen()).isTrue();
      assertThat(progress.packed()).contains((JournalEntry.Packed) ALL.get(4));
      assertThat(progress.isUploaded()).isTrue();
      assertThat(progress.isOver()).isFalse();
      assertThat(journal.progress(OTHER).isSeen()).isFalse();
    }
  }

  private void write(List<JournalEntry> entries) throws IOException {
    try (Journal journal = Journal.open(folder, CLOCK)) {
      for (JournalEntry entry : entries) {
        journal.append(entry);
      }
    }
  }

  private List<JournalEntry> read() throws IOException {
    try (Journal journal = Journal.open(folder, CLOCK)) {
      return journal.entries();
    }
  }

  private Path file() {
    return folder.resolve("journal.jsonl");
  }
}
