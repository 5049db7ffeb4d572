package io.commonweight.sdk.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every blob store. */
abstract class BlobStoreContract {

  /** Its own folder for each test, so that no test clears a store for another. */
  private final String mine = "t-" + UUID.randomUUID() + "/";

  @TempDir private Path scratch;

  /** The store under test; each call opens it anew. */
  abstract BlobStore open() throws IOException;

  /** Shortest part that is not the last. */
  abstract int partBytes();

  @Test
  void objectsAreReadBack() throws IOException {
    put("a", "content");

    assertThat(read("a", 0, Long.MAX_VALUE)).contains("content");
    assertThat(open().size(mine + "a")).hasValue(7);
  }

  @Test
  void rangesAreCutAtTheEnd() throws IOException {
    put("a", "0123456789");

    assertThat(read("a", 3, 4)).contains("3456");
    assertThat(read("a", 8, 100)).contains("89");
    assertThat(read("a", 9, 1)).contains("9");
    assertThat(read("a", 0, 0)).contains("");
    assertThat(read("a", 10, 5)).contains("");
    assertThat(read("a", 11, 5)).contains("");
  }

  @Test
  void emptyObjectsAreObjects() throws IOException {
    put("empty", "");

    assertThat(open().size(mine + "empty")).hasValue(0);
    assertThat(read("empty", 0, Long.MAX_VALUE)).contains("");
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    put("folder/a", "x");

    for (String key : List.of("none", "folder", "folder/b")) {
      assertThat(open().open(mine + key, 0, 1)).isEmpty();
      assertThat(open().size(mine + key)).isEmpty();
      open().delete(mine + key);
    }
    assertThat(read("folder/a", 0, 1)).contains("x");
  }

  @Test
  void objectsAreReplacedAndDeleted() throws IOException {
    put("checkpoint", "old and longer");
    put("checkpoint", "new");
    assertThat(read("checkpoint", 0, 100)).contains("new");

    open().delete(mine + "checkpoint");
    assertThat(open().size(mine + "checkpoint")).isEmpty();
  }

  @Test
  void readersNeverSeeAMixtureOfOldAndNew() throws Exception {
    String as = "a".repeat(100_000);
    String bs = "b".repeat(100_000);
    put("mutable", as);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  put("mutable", i % 2 == 0 ? bs : as);
                }
                return null;
              });
      for (int i = 0; i < 10; i++) {
        assertThat(read("mutable", 0, 200_000).orElseThrow()).isIn(as, bs);
      }
      writer.get();
    }
  }

  @Test
  void contentThatEndsEarlyIsNotStored() throws IOException {
    InputStream three = new ByteArrayInputStream(new byte[3]);

    assertThatThrownBy(() -> open().put(mine + "short", three, 4)).isInstanceOf(IOException.class);
    assertThat(open().list(mine)).isEmpty();
  }

  @Test
  void noMoreThanTheSizeIsStored() throws IOException {
    open().put(mine + "a", stream("abcdef"), 4);

    assertThat(read("a", 0, 100)).contains("abcd");
  }

  @Test
  void keysAreListedByPrefixInOrder() throws IOException {
    for (String key : List.of("tile/0/001", "tile/0/000", "tile/0/001.p/7", "til", "tile2")) {
      put(key, "x");
    }

    assertThat(open().list(mine + "tile/"))
        .containsExactly(mine + "tile/0/000", mine + "tile/0/001", mine + "tile/0/001.p/7");
    assertThat(open().list(mine + "til")).hasSize(5).isSorted();
    assertThat(open().list(mine + "none/")).isEmpty();
  }

  @Test
  void objectsMove() throws IOException {
    put("from", "content");
    put("to", "old");
    open().move(mine + "from", mine + "to");

    assertThat(open().list(mine)).containsExactly(mine + "to");
    assertThat(read("to", 0, 100)).contains("content");
    assertThatThrownBy(() -> open().move(mine + "from", mine + "to"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no object " + mine + "from");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/a", "a/", "a//b", "..", "a/../b", ".", ".tmp/a", "a/.b", "a\\b", "a\u0000", "a b", "ä"
      })
  void otherKeysAreRefused(String key) {
    assertThatThrownBy(() -> open().put(key, stream(""), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> open().open(key, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> open().move("a", key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> open().begin(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blobsAreFoundByTheirDigest() throws IOException {
    String content = mine + "content";
    Sha256 digest = Sha256.of(content.getBytes(UTF_8));

    assertThat(blobs().put(stream(content), Optional.of(digest), 100)).isEqualTo(digest);
    assertThat(blobs().put(stream(content), Optional.empty(), 100)).isEqualTo(digest);
    try (InputStream in = blobs().get(digest, 2, 5).orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(content.substring(2, 7).getBytes(UTF_8));
    }
    assertThat(blobs().size(digest)).hasValue(content.length());
    blobs().delete(digest);
    assertThat(blobs().get(digest)).isEmpty();
  }

  @Test
  void aWrongDigestIsRefusedAndLeavesNothing() throws IOException {
    String content = mine + "content";
    Sha256 digest = Sha256.of(content.getBytes(UTF_8));
    Sha256 other = Sha256.of(new byte[1]);

    assertThatThrownBy(() -> blobs().put(stream(content), Optional.of(other), 100))
        .isInstanceOf(BlobRefusedException.class)
        .hasMessage("the content's SHA-256 is " + digest + ", not the declared " + other);
    assertThatThrownBy(() -> blobs().put(stream(content), Optional.of(digest), 40))
        .isInstanceOf(BlobRefusedException.class)
        .hasMessage("the content is longer than 40 bytes");
    assertThat(blobs().size(digest)).isEmpty();
    assertThat(blobs().size(other)).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void writersOfTheSameBlobAllSucceed() throws Exception {
    String content = mine.repeat(5000);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Sha256> put = () -> blobs().put(stream(content), Optional.empty(), 1 << 20);
      Set<Sha256> digests = new HashSet<>();
      for (Future<Sha256> digest : threads.invokeAll(Collections.nCopies(8, put))) {
        digests.add(digest.get());
      }
      assertThat(digests).containsExactly(Sha256.of(content.getBytes(UTF_8)));
    }
  }

  @Test
  void anUploadIsAssembledFromPartsInAnyOrder() throws IOException {
    byte[] first = random(1, partBytes());
    byte[] second = random(2, partBytes());
    byte[] last = random(3, 3);
    UploadSession session = open().begin(mine + "staging");
    UploadPart three = write(session, 3, last);
    write(session, 1, random(4, partBytes()));
    UploadPart two = write(session, 2, second);
    UploadPart one = write(session, 1, first);
    assertThat(write(session, 1, first)).isEqualTo(one);
    assertThat(open().size(mine + "staging")).isEmpty();

    open().resume(mine + "staging", session.id()).complete(List.of(one, two, three));

    var all = new ByteArrayOutputStream();
    List.of(first, second, last).forEach(all::writeBytes);
    try (InputStream in = open().open(mine + "staging", 0, Long.MAX_VALUE).orElseThrow()) {
      assertThat(Sha256.of(in)).isEqualTo(Sha256.of(all.toByteArray()));
    }
    assertThat(open().size(mine + "staging")).hasValue(2L * partBytes() + 3);
  }

  @Test
  void partsThatAreNotThereDoNotComplete() throws IOException {
    UploadSession session = open().begin(mine + "staging");
    UploadPart one = write(session, 1, new byte[] {1});

    assertThatThrownBy(() -> session.complete(List.of(one, new UploadPart(2, one.tag()))))
        .isInstanceOf(IOException.class);
    assertThat(open().size(mine + "staging")).isEmpty();
    session.complete(List.of(one));
    assertThat(open().size(mine + "staging")).hasValue(1);
  }

  @Test
  void anAbortedUploadLeavesNothing() throws IOException {
    UploadSession session = open().begin(mine + "staging");
    UploadPart one = write(session, 1, new byte[] {1});
    session.abort();
    session.abort();

    assertThatThrownBy(() -> session.complete(List.of(one))).isInstanceOf(IOException.class);
    assertThat(open().list(mine)).isEmpty();
  }

  private Blobs blobs() throws IOException {
    return new Blobs(open(), scratch);
  }

  private void put(String key, String content) throws IOException {
    open().put(mine + key, stream(content), content.length());
  }

  private Optional<String> read(String key, long offset, long length) throws IOException {
    Optional<InputStream> in = open().open(mine + key, offset, length);
    if (in.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream content = in.get()) {
      return Optional.of(new String(content.readAllBytes(), UTF_8));
    }
  }

  private static UploadPart write(UploadSession session, int number, byte[] part)
      throws IOException {
    return session.writePart(number, new ByteArrayInputStream(part), part.length);
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
