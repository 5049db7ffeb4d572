package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateFederationTest {
  @TempDir private Path folder;

  @Test
  void theCharterNamesMembersInOrderAndTheirKeys() throws IOException {
    members("west", "north", "east", "south");

    Invocation created = create();

    assertThat(created.err()).isEmpty();
    Founding founding = Founding.load(folder.resolve("founding"));
    Charter charter = founding.charter();
    assertThat(charter.members()).extracting(Member::name).isSorted().hasSize(4);
    assertThat(charter.nodeCount()).isEqualTo(4);
    assertThat(charter.profile()).isEqualTo(Sha256.of(folder.resolve("embodiment.json")));
    assertThat(created.json().path("k").asInt()).isEqualTo(3);
    assertThat(created.json().path("charter").asText())
        .isEqualTo("sha256:" + founding.charterDigest());
    assertThat(charter.aggregation().normBound()).isEqualTo("10995116277760000");
    assertThat(charter.rounds().minUpdates()).isEqualTo(3);
  }

  @Test
  void aMemberWithoutAggregatorDoesNotCountForTheQuorum() throws IOException {
    members("north", "east", "south", "west", "far");

    Invocation created = create("--without-aggregator", "far");

    assertThat(created.json().path("n").asInt()).isEqualTo(4);
    assertThat(Founding.load(folder.resolve("founding")).charter().members()).hasSize(5);
  }

  @Test
  void aCharterIsNeverOverwritten() throws IOException {
    members("north");
    create();

    Invocation again = create();

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("holds a charter already: name another --out");
  }

  @Test
  void theSequencerNeedsALogKey() throws IOException {
    members("east");

    Invocation refused = create();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "commonweight: north is no member with a log key: its keys need 'keys generate --log'\n");
  }

  private final List<String> names = new ArrayList<>();

  private void members(String... organizations) throws IOException {
    Files.writeString(folder.resolve("embodiment.json"), "{}");
    for (String name : organizations) {
      names.add(name);
      List<Object> args =
          new ArrayList<>(
              List.of("keys", "generate", "--organization", name, "--dir", folder.resolve(name)));
      if (name.equals("north")) {
        args.add("--log");
      }
      assertThat(Invocation.run(args.toArray()).exitCode()).isZero();
    }
  }

  private Invocation create(String... more) {
    List<Object> args = new ArrayList<>(List.of("federation", "create", "--name", "tabletop"));
    args.addAll(List.of("--policy", "tabletop/policy", "--origin", "registry-a.example/tabletop"));
    args.addAll(List.of("--log-key-member", "north", "--out", folder.resolve("founding")));
    args.addAll(List.of("--profile", folder.resolve("embodiment.json"), "--json"));
    names.forEach(name -> args.addAll(List.of("--member", folder.resolve(name + "/member.json"))));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }
}
