package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets the second implementation, docs/protocol/dagg.py, judge the first. Needs {@code python3}
 * with NumPy; skipped without, unless COMMONWEIGHT_FOREIGN is {@code required}.
 */
class PythonReferenceTest {

  private static final Path PROTOCOL =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol").toAbsolutePath();
  private static final List<String> NAMES = List.of("a.weight", "b.bias");
  private static final List<Integer> LENGTHS = List.of(70, 31);
  private static final List<Integer> SCALES = List.of(20, 12);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeAll
  static void findNumPy() throws IOException, InterruptedException {
    boolean found = run(PROTOCOL, "-c", "import numpy").exitCode() == 0;
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as("python3 with NumPy is on the PATH").isTrue();
    }
    assertThat(found).as("python3 with NumPy is on the PATH").isTrue();
  }

  @Test
  void theReferenceMeetsTheVectors() throws IOException, InterruptedException {
    Run run = run(PROTOCOL, "dagg.py", "--check", "vectors/dagg-1.json");

    assertThat(run.output()).startsWith("ok: ").endsWith(" vectors\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothImplementationsWriteTheSameBytes(long seed) throws Exception {
    Random random = new Random(seed);
    List<float[]> base = List.of(floats(random, 70), floats(random, 31));
    List<List<int[]>> updates = new ArrayList<>();
    List<Map<String, Object>> entries = new ArrayList<>();
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<int[]> update = List.of(ints(random, 70), ints(random, 31));
      Contribution c = new Contribution("node" + i, "org" + i / 2, 1 + random.nextInt(900));
      String file = c.node() + ".safetensors";
      write(file, "I32", update.stream().map(PythonReferenceTest::bytes).toList());
      updates.add(update);
      contributions.add(c);
      entries.add(
          Map.of(
              "file",
              file,
              "node",
              c.node(),
              "organization",
              c.organization(),
              "frames",
              c.frames()));
    }
    write("bad.safetensors", "I32", List.of(bytes(new int[70]), bytes(tooLarge())));
    entries.add(
        Map.of("file", "bad.safetensors", "node", "bad", "organization", "org0", "frames", 1));
    write("base.safetensors", "F32", base.stream().map(PythonReferenceTest::bytes).toList());
    writeRound(entries);

    Run run = run(PROTOCOL, "dagg.py", folder.resolve("round.json").toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
    List<Integer> weights = Weights.of(contributions, 800, 1000);
    JsonNode report = JSON.readTree(run.output());
    assertThat(report.at("/weights/node3").intValue()).isEqualTo(weights.get(3));
    assertThat(report.at("/rejected/0/node").textValue()).isEqualTo("bad");
    assertThat(report.at("/rejected/0/reason").textValue()).isEqualTo("out-of-range");
    assertThat(Files.readAllBytes(folder.resolve("output.safetensors")))
        .isEqualTo(file("F32", shards(base, updates, weights)));
  }

  /** The mean as workers compute it: shard by shard across tensors. */
  private static List<byte[]> shards(
      List<float[]> base, List<List<int[]>> updates, List<Integer> weights) {
    WeightedMean mean = new WeightedMean(weights);
    float[] flat = new float[101];
    System.arraycopy(base.get(0), 0, flat, 0, 70);
    System.arraycopy(base.get(1), 0, flat, 70, 31);
    for (Shard shard : Shard.cut(List.of(new TensorRange(70, 20), new TensorRange(31, 12)), 33)) {
      for (Segment segment : shard.segments()) {
        float[] part = new float[(int) segment.length()];
        System.arraycopy(flat, (int) segment.from(), part, 0, part.length);
        MeanWindow window = mean.open(part.length);
        int start = (int) segment.from() - (segment.tensor() == 0 ? 0 : 70);
        for (int update = 0; update < updates.size(); update++) {
          int[] values = new int[part.length];
          System.arraycopy(
              updates.get(update).get(segment.tensor()), start, values, 0, values.length);
          window.add(update, values);
        }
        window.finish(part, segment.scale(), part);
        System.arraycopy(part, 0, flat, (int) segment.from(), part.length);
      }
    }
    return List.of(bytes(flat));
  }

  private void writeRound(List<Map<String, Object>> entries) throws IOException {
    Map<String, Object> round =
        Map.of(
            "base",
            "base.safetensors",
            "output",
            "output.safetensors",
            "scales",
            Map.of(NAMES.get(0), SCALES.get(0), NAMES.get(1), SCALES.get(1)),
            "normBound",
            "340282366920938463463374607431768211455",
            "nodeCap",
            800,
            "organizationCap",
            1000,
            "updates",
            entries);
    Files.write(folder.resolve("round.json"), JSON.writeValueAsBytes(round));
  }

  private void write(String name, String type, List<byte[]> tensors) throws IOException {
    Files.write(folder.resolve(name), file(type, tensors));
  }

  private static byte[] file(String type, List<byte[]> tensors) throws IOException {
    StringBuilder header = new StringBuilder("{");
    int offset = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      int end = offset + 4 * LENGTHS.get(i);
      header.append(
          "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
              .formatted(i == 0 ? "" : ",", NAMES.get(i), type, LENGTHS.get(i), offset, end));
      offset = end;
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
    file.writeBytes(text);
    tensors.forEach(file::writeBytes);
    return file.toByteArray();
  }

  private static float[] floats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian() / 20;
    }
    return values;
  }

  private static int[] ints(Random random, int length) {
    return random.ints(length, -Dagg1.MAX_QUANTUM, Dagg1.MAX_QUANTUM + 1).toArray();
  }

  private static int[] tooLarge() {
    int[] values = new int[31];
    values[30] = Dagg1.MAX_QUANTUM + 1;
    return values;
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static byte[] bytes(int[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }

  private static Run run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return new Run(127, "python3 did not start: " + e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private record Run(int exitCode, String output) {}
}
