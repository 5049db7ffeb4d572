package io.commonweight.registry.xet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the tree against the sequences that xet-core publishes for other implementations
 * (aggregated_hashes.rs).
 */
class MerkleTreeTest {

  @ParameterizedTest
  @MethodSource("published")
  void rootsAreThoseOfTheReferenceImplementation(Sequence sequence) {
    assertThat(MerkleTree.root(sequence.chunks())).hasToString(sequence.xorb());
  }

  @ParameterizedTest
  @MethodSource("published")
  void filesAreHashedAsTheReferenceImplementationHashesThem(Sequence sequence) {
    var tree = new MerkleTree();
    sequence.chunks().forEach(tree::add);

    assertThat(tree.finishFile()).hasToString(sequence.file());
  }

  static Stream<Sequence> published() throws IOException {
    try (var in = MerkleTreeTest.class.getResourceAsStream("merkle.txt")) {
      String text = new String(in.readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n\n")).map(Sequence::parse).toList().stream();
    }
  }

  /** Some chunks, the hash of a xorb of them and that of a file of them. */
  record Sequence(List<Chunk> chunks, String xorb, String file) {
    private static Sequence parse(String block) {
      List<String[]> lines = block.lines().map(line -> line.split(" ")).toList();
      int count = lines.size() - 2;
      return new Sequence(
          lines.subList(0, count).stream()
              .map(line -> new Chunk(XetHash.parse(line[0]), Long.parseLong(line[1])))
              .toList(),
          lines.get(count)[1],
          lines.get(count + 1)[1]);
    }
  }
}
