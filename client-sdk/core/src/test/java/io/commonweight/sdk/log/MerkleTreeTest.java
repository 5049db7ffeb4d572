package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Proofs of every tree of up to 70 leaves, against the definitions of RFC 6962. */
class MerkleTreeTest {

  private static final int MAX = 70;
  private static final List<Sha256> LEAVES = ReferenceTree.leaves(MAX);
  private static final List<Sha256> ROOTS =
      Stream.iterate(0, n -> n <= MAX, n -> n + 1)
          .map(n -> ReferenceTree.root(LEAVES.subList(0, n)))
          .toList();

  @Test
  void classicalLeavesHaveTheirClassicalRoots() {
    List<Sha256> leaves =
        Stream.of(
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f")
            .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex)))
            .toList();

    List<String> roots =
        Stream.iterate(0, n -> n <= 8, n -> n + 1)
            .map(n -> ReferenceTree.root(leaves.subList(0, n)).hex())
            .map(hex -> hex.substring(0, 8) + hex.substring(60))
            .toList();

    assertThat(roots)
        .containsExactly(
            "e3b0c442b855",
            "6e340b9ca01d",
            "fac54203c125",
            "aeb6bcfe6e77",
            "d37ee41814b7",
            "4e3bbb1f64d4",
            "76e67dad87ef",
            "ddb89be44c8c",
            "5dc9da794328");
  }

  @Test
  void everyInclusionProofVerifies() throws ProofException {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        inclusion(index, size).verify(LEAVES.get(index), size, ROOTS.get(size));
      }
    }
  }

  @Test
  void noInclusionProofVerifiesForAnotherIndex() {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        List<Sha256> path = inclusion(index, size).path();
        for (int other = 0; other <= size; other++) {
          boolean believed = verifies(new InclusionProof(other, path), LEAVES.get(index), size);
          assertThat(believed).as("%d as %d of %d", index, other, size).isEqualTo(other == index);
        }
      }
    }
  }

  @Test
  void noInclusionProofVerifiesForAnotherLeafOrPath() {
    for (int size = 2; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = inclusion(index, size);
        List<Sha256> shorter = proof.path().subList(0, proof.path().size() - 1);
        List<Sha256> longer = new ArrayList<>(proof.path());
        longer.add(LEAVES.getFirst());
        List<Sha256> other = new ArrayList<>(proof.path());
        other.set(size % other.size(), MerkleTree.EMPTY_ROOT);

        assertThat(verifies(proof, LEAVES.get((index + 1) % size), size)).isFalse();
        for (List<Sha256> path : List.of(shorter, longer, other)) {
          assertThat(verifies(new InclusionProof(index, path), LEAVES.get(index), size)).isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyProofVerifies() throws ProofException {
    for (int second = 0; second <= MAX; second++) {
      for (int first = 0; first <= second; first++) {
        consistency(first, second).verify(first, ROOTS.get(first), second, ROOTS.get(second));
      }
    }
  }

  @Test
  void noConsistencyProofVerifiesForAnotherRoot() {
    for (int second = 1; second <= MAX; second++) {
      for (int first = 0; first <= second; first++) {
        ConsistencyProof proof = consistency(first, second);
        Sha256 wrong = LEAVES.get(1);

        assertThat(verifies(proof, first, wrong, second, ROOTS.get(second))).isFalse();
        assertThat(verifies(proof, first, ROOTS.get(first), second, wrong))
            .as("%d to %d", first, second)
            .isEqualTo(first == 0); // nothing is shown about a tree that grew from nothing
      }
    }
  }

  @Test
  void noShortenedOrLengthenedConsistencyProofVerifies() {
    for (int second = 2; second <= MAX; second++) {
      for (int first = 1; first < second; first++) {
        List<Sha256> path = consistency(first, second).path();
        List<Sha256> longer = new ArrayList<>(path);
        longer.add(LEAVES.getFirst());
        for (List<Sha256> wrong : List.of(path.subList(0, path.size() - 1), longer)) {
          var proof = new ConsistencyProof(wrong);
          assertThat(verifies(proof, first, ROOTS.get(first), second, ROOTS.get(second))).isFalse();
        }
      }
    }
  }

  @Test
  void aLogNeverShrinks() {
    assertThatThrownBy(
            () -> new ConsistencyProof(List.of()).verify(2, ROOTS.get(2), 1, ROOTS.get(1)))
        .isInstanceOf(ProofException.class)
        .hasMessage("sizes: a log of 2 became one of 1");
  }

  @Test
  void theFailedStepIsNamed() {
    InclusionProof proof = inclusion(3, 7);

    assertThatThrownBy(() -> proof.verify(LEAVES.get(3), 3, ROOTS.get(7)))
        .hasMessageStartingWith("RFC 9162 §2.1.3.2 step 1: index 3");
    assertThatThrownBy(() -> proof.verify(LEAVES.get(3), 2000, ROOTS.get(7)))
        .hasMessage("RFC 9162 §2.1.3.2 step 5: the path is too short");
    assertThatThrownBy(() -> proof.verify(LEAVES.get(3), 4, ROOTS.get(7)))
        .hasMessage("RFC 9162 §2.1.3.2 step 4.a: the path is too long");
  }

  private static InclusionProof inclusion(int index, int size) {
    return new InclusionProof(index, ReferenceTree.path(index, LEAVES.subList(0, size)));
  }

  private static ConsistencyProof consistency(int first, int second) {
    return new ConsistencyProof(
        first == 0 ? List.of() : ReferenceTree.proof(first, LEAVES.subList(0, second)));
  }

  private static boolean verifies(InclusionProof proof, Sha256 leaf, int size) {
    try {
      proof.verify(leaf, size, ROOTS.get(size));
      return true;
    } catch (ProofException e) {
      return false;
    }
  }

  private static boolean verifies(
      ConsistencyProof proof, int first, Sha256 firstRoot, int second, Sha256 secondRoot) {
    try {
      proof.verify(first, firstRoot, second, secondRoot);
      return true;
    } catch (ProofException e) {
      return false;
    }
  }
}
