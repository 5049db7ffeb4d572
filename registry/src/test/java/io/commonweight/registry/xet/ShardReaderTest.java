package io.commonweight.registry.xet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardReaderTest {
  private static final int FLAGS = 48 + 32;
  private static final int TERMS = FLAGS + 4;
  private static final int FIRST_CHUNK = 96 + 40;

  @Test
  void shardOfTheClientNamesItsFile() throws Exception {
    ShardFile file = only(Captured.FIRST_SHARD);

    assertThat(file.hash())
        .hasToString("3898ded06301a7a45b22bff1fbb4227ebf02e3cc434bcb2aa827c91247e588b7");
    assertThat(file.sha256().hex()).isEqualTo(Captured.FIRST_SHA256);
    assertThat(file.bytes()).isEqualTo(Captured.FIRST_BYTES);
    assertThat(file.terms())
        .extracting(Term::xorb, Term::first, Term::end)
        .containsExactly(tuple(Captured.FIRST, 0, 4));
  }

  @Test
  void changedFileRefersToTheChunksOfTheFirst() throws Exception {
    ShardFile file = only(Captured.CHANGED_SHARD);

    assertThat(file.sha256().hex()).isEqualTo(Captured.CHANGED_SHA256);
    assertThat(file.terms())
        .extracting(Term::xorb)
        .containsExactly(Captured.CHANGED, Captured.FIRST);
    assertThat(only(Captured.AGAIN_SHARD)).isEqualTo(only(Captured.FIRST_SHARD));
  }

  @Test
  void hashesOfTheClientAreThoseOfTheChunks() throws Exception {
    for (Captured shard : List.of(Captured.FIRST_SHARD, Captured.CHANGED_SHARD)) {
      ShardFile file = only(shard);
      var tree = new MerkleTree();
      for (Term term : file.terms()) {
        index(term.xorb()).chunks(term).forEach(tree::add);
      }
      assertThat(tree.finishFile()).isEqualTo(file.hash());
    }
  }

  @Test
  void termThatIsNotAsTheXorbHasItIsRefused() throws Exception {
    Term term = only(Captured.FIRST_SHARD).terms().getFirst();
    XorbIndex index = index(term.xorb());

    assertThatThrownBy(
            () -> index.chunks(new Term(term.xorb(), term.bytes(), 0, 5, term.verification())))
        .hasMessage("xorb " + term.xorb() + " has no chunks 0 to 5");
    assertThatThrownBy(
            () -> index.chunks(new Term(term.xorb(), term.bytes(), 0, 4, Captured.CHANGED)))
        .isInstanceOf(MalformedXetException.class)
        .hasMessageContaining("another length or verification hash");
    assertThatThrownBy(() -> index.chunks(new Term(term.xorb(), 1, 0, 4, term.verification())))
        .isInstanceOf(MalformedXetException.class)
        .hasMessageContaining("another length or verification hash");
  }

  @Test
  void otherFormatsAndVersionsAreRefused() {
    refused(edited(0, 0), "not a shard of version 2");
    refused(edited(32, 3), "not a shard of version 2");
    refused(edited(40, 200), "an uploaded shard has no footer");
  }

  @Test
  void fileWithoutVerificationOrDigestIsRefused() throws Exception {
    String message =
        "file "
            + only(Captured.FIRST_SHARD).hash()
            + " comes without verification hashes or without its SHA-256";

    refused(edited(FLAGS, 1 << 31), message);
    refused(edited(FLAGS, 1 << 30), message);
  }

  @Test
  void tooManyTermsAreRefusedBeforeTheyAreRead() {
    refused(edited(TERMS, ShardReader.MAX_TERMS + 1), "the shard has more than 262144 terms");
    refused(edited(TERMS, -1), "the shard has more than 262144 terms");
  }

  @Test
  void termWithoutChunksIsRefused() {
    refused(edited(FIRST_CHUNK, 4), "a term has no chunks");
    refused(edited(FIRST_CHUNK, -1), "a term has no chunks");
  }

  @Test
  void shardThatEndsEarlyOrLateIsRefused() {
    byte[] shard = Captured.FIRST_SHARD.bytes();

    for (int length = 0; length < shard.length; length++) {
      refused(Arrays.copyOf(shard, length), "the shard ends early");
    }
    refused(Arrays.copyOf(shard, shard.length + 1), "the shard goes on behind its end");
  }

  private static ShardFile only(Captured shard) throws IOException {
    List<ShardFile> files = ShardReader.read(shard.stream());
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private static XorbIndex index(XetHash xorb) throws IOException {
    Captured body = xorb.equals(Captured.FIRST) ? Captured.FIRST_XORB : Captured.CHANGED_XORB;
    return XorbIndex.read(body.stream());
  }

  private static byte[] edited(int at, int value) {
    byte[] shard = Captured.FIRST_SHARD.bytes();
    ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return shard;
  }

  private static void refused(byte[] shard, String message) {
    assertThatThrownBy(() -> ShardReader.read(new ByteArrayInputStream(shard)))
        .isInstanceOf(MalformedXetException.class)
        .hasMessage(message);
  }
}
