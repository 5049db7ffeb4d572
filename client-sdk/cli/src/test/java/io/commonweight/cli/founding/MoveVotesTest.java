package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.MovedCharter;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter.Cut;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveVotesTest {
  private static final Founding FIRST = new FederationFixture(4).founding();

  @TempDir private Path keys;

  @Test
  void voteForAMoveMayBeRepeated() throws Exception {
    MoveVotes.of(keys).add(move("b", 5));
    MoveVotes.of(keys).add(move("b", 5));

    assertThat(Files.readAllLines(keys.resolve("move-votes")))
        .containsExactly(
            "%s 2 sha256:%s".formatted(FIRST.charter().federation(), move("b", 5).charterDigest()));
  }

  @Test
  void secondDifferentMoveToTheSameLogNumberIsRefused() throws Exception {
    MoveVotes.of(keys).add(move("b", 5));

    assertThatThrownBy(() -> MoveVotes.of(keys).add(move("c", 5)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(
            "has voted for another charter, sha256:" + move("b", 5).charterDigest())
        .hasMessageContaining("move-votes");
    assertThatThrownBy(() -> MoveVotes.of(keys).add(move("b", 6)))
        .isInstanceOf(CommandException.class);
  }

  @Test
  void nextMoveIsAnotherVote() throws Exception {
    MoveVotes.of(keys).add(move("b", 5));
    MoveVotes.of(keys).add(MovedCharter.after(move("b", 5), "c", cut(9)));

    assertThat(Files.readAllLines(keys.resolve("move-votes"))).hasSize(2);
  }

  private static Founding move(String origin, long size) {
    return MovedCharter.after(FIRST, origin, cut(size));
  }

  private static Cut cut(long size) {
    return new Cut(size, FederationFixture.digest("root " + size));
  }
}
