package io.commonweight.federation.service.shard;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("hostileBlobs")
  void contentThatBreaksARuleHasItsReason(byte[] hostile, Reason reason) throws IOException {
    assertThat(judge(hostile)).contains(reason);
  }

  @Test
  void contentThatKeepsTheRulesHasNone() throws IOException {
    assertThat(judge(blob(quanta(2)))).isEmpty();
  }

  @Test
  void largestQuantumAndNormOfTheBoundPass() throws IOException {
    var zero = quanta(2);
    zero.replaceAll((name, old) -> with(old, 0, new int[old.toArray().length]));
    zero.replace("a.bias", IntTensor.of(List.of(7L), 1_000_000, 0, 0, 0, 0, 0, 0));
    assertThat(judge(blob(zero))).isEmpty();

    zero.replace("a.bias", IntTensor.of(List.of(7L), 1_000_000, 0, 0, 0, 0, 0, 1));
    assertThat(judge(blob(zero))).contains(Reason.NORM);

    zero.replace("a.bias", IntTensor.of(List.of(7L), 0, 0, 0, 0, 0, 0, (1 << 23) - 1));
    assertThat(judge(blob(zero))).contains(Reason.NORM);
  }

  private Optional<Reason> judge(byte[] content) throws IOException {
    var federation = new ServiceFederation();
    RoundOpen open =
        RoundOpen.after(
            federation.founding().charter(),
            federation.founding().charterDigest(),
            federation.release0(),
            federation.founding().charterDigest());
    Path file = folder.resolve("update");
    Files.write(file, content);
    return new UpdateFile(open, ServiceFederation.tensors()).judge(file);
  }

  static Stream<Arguments> hostileBlobs() {
    byte[] good = blob(quanta(2));
    byte[] gap = good.clone();
    gap[8 + 1] = ' '; // the header no longer begins as JSON does
    return Stream.of(
        Arguments.of("not a file".getBytes(StandardCharsets.UTF_8), Reason.MALFORMED),
        Arguments.of(new byte[] {0}, Reason.MALFORMED),
        Arguments.of(Arrays.copyOf(good, good.length - 4), Reason.MALFORMED),
        Arguments.of(Arrays.copyOf(good, good.length + 4), Reason.MALFORMED),
        Arguments.of(gap, Reason.MALFORMED),
        Arguments.of(otherMetadata(good), Reason.MALFORMED),
        Arguments.of(blob(without("a.bias")), Reason.SCHEMA),
        Arguments.of(
            blob(with("a.bias", IntTensor.of(List.of(7L, 1L), 1, 2, 3, 4, 5, 6, 7))),
            Reason.SCHEMA),
        Arguments.of(blob(with("c.bias", IntTensor.of(List.of(1L), 1))), Reason.SCHEMA),
        Arguments.of(floats(), Reason.SCHEMA),
        Arguments.of(blob(lastOf("b.weight", 1 << 23)), Reason.RANGE),
        Arguments.of(blob(lastOf("b.weight", Integer.MIN_VALUE)), Reason.RANGE),
        Arguments.of(blob(lastOf("b.weight", 1_000_001)), Reason.NORM));
  }

  private static SortedMap<String, IntTensor> without(String name) {
    var tensors = quanta(2);
    tensors.remove(name);
    return tensors;
  }

  private static SortedMap<String, IntTensor> with(String name, IntTensor tensor) {
    var tensors = quanta(2);
    tensors.put(name, tensor);
    return tensors;
  }

  private static SortedMap<String, IntTensor> lastOf(String name, int value) {
    var tensors = quanta(2);
    IntTensor old = tensors.getOrDefault(name, IntTensor.of(List.of(0L)));
    tensors.put(name, with(old, value, old.toArray()));
    return tensors;
  }

  private static IntTensor with(IntTensor old, int last, int[] values) {
    values[values.length - 1] = last;
    return new IntTensor(old.shape(), IntBuffer.wrap(values));
  }

  /** Valid safetensors, in another spelling than the canonical one. */
  private static byte[] otherMetadata(byte[] file) {
    byte[] other = file.clone();
    String head = new String(other, 0, 64, StandardCharsets.ISO_8859_1);
    other[head.indexOf("\"pt\"") + 1] = 'q';
    return other;
  }

  private static byte[] floats() {
    try {
      Path file = Files.createTempFile("floats", "");
      Safetensors.writeFloats(file, ServiceFederation.base());
      byte[] content = Files.readAllBytes(file);
      Files.delete(file);
      return content;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
