package io.commonweight.registry.xet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree over a sequence of chunks, which may be added while they arrive: there are never more
 * than nine nodes of each level in memory. A node has two to nine children, fewer only at the end
 * of a level. From the third child on it ends with one whose hash, as a number, is divisible by
 * four, so a change of one chunk leaves the nodes beside it as they are.
 */
final class MerkleTree {
  /** How many children a node has on average. */
  static final int MEAN_CHILDREN = 4;

  private static final int MAX_CHILDREN = 2 * MEAN_CHILDREN + 1;
  private static final int LEAST_CHILDREN_BEFORE_AN_END = 3;

  private final List<Level> levels = new ArrayList<>();

  /** The children of a node that has not ended yet. */
  private static final class Level {
    private final List<Chunk> children = new ArrayList<>(MAX_CHILDREN);
    private boolean hasEndedNodes;

    boolean isEnd(Chunk last) {
      return children.size() == MAX_CHILDREN
          || (children.size() >= LEAST_CHILDREN_BEFORE_AN_END && last.hash().endsNode());
    }

    Chunk endNode() {
      var lines = new StringBuilder();
      long bytes = 0;
      for (Chunk child : children) {
        lines.append(child.hash()).append(" : ").append(child.bytes()).append('\n');
        bytes += child.bytes();
      }
      children.clear();
      hasEndedNodes = true;
      return new Chunk(HashKey.NODE.hash(lines.toString().getBytes(US_ASCII)), bytes);
    }
  }

  /** The root over chunks, which is the hash of the xorb that consists of them. */
  static XetHash root(List<Chunk> chunks) {
    var tree = new MerkleTree();
    chunks.forEach(tree::add);
    return tree.finish();
  }

  /** Adds the next chunk. */
  void add(Chunk chunk) {
    add(0, chunk);
  }

  private void add(int height, Chunk node) {
    if (levels.size() == height) {
      levels.add(new Level());
    }
    Level level = levels.get(height);
    level.children.add(node);
    if (level.isEnd(node)) {
      add(height + 1, level.endNode());
    }
  }

  /** The root over all chunks, to which none can be added any more. */
  XetHash finish() {
    for (int height = 0; height < levels.size(); height++) {
      Level level = levels.get(height);
      if (!level.hasEndedNodes && level.children.size() == 1) {
        return level.children.getFirst().hash();
      }
      if (!level.children.isEmpty()) {
        add(height + 1, level.endNode());
      }
    }
    return XetHash.ZERO;
  }

  /** The hash of the file that consists of all chunks, to which none can be added any more. */
  XetHash finishFile() {
    return levels.isEmpty() ? XetHash.ZERO : HashKey.FILE.hash(finish().toBytes());
  }
}
