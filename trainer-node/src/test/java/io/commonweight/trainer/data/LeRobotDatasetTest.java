package io.commonweight.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeRobotDatasetTest {
  private static final String DATA = "data/chunk-000/file-000.parquet";

  @TempDir Path folder;
  private final List<Demonstration> written =
      List.of(demonstration("push it", 3, 0), demonstration("lift it", 5, 100));

  @BeforeEach
  void write() throws DatasetException {
    new LeRobotDatasetWriter(folder, "test_arm", 10).write(written);
  }

  private static Demonstration demonstration(String task, int length, int from) {
    float[] state = new float[2 * length];
    float[] action = new float[length];
    for (int i = 0; i < length; i++) {
      state[2 * i] = from + i;
      state[2 * i + 1] = -0.5f * i;
      action[i] = 0.25f * (from + i);
    }
    return new Demonstration(
        task, Frames.of(List.of("x", "y"), state), Frames.of(List.of("dx"), action));
  }

  @Test
  void whatIsWrittenIsReadBack() throws DatasetException {
    try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
      assertThat(dataset.tasks()).containsExactly("push it", "lift it");
      assertThat(dataset.info().frames()).isEqualTo(8);
      assertThat(dataset.info().robotType()).contains("test_arm");
      assertThat(dataset.demonstrations()).isEqualTo(written);
    }
  }

  @Test
  void olderTaskTablesNameTheirIndexDifferently() throws Exception {
    rewrite("meta/tasks.parquet", "SELECT task_index, task AS __index_level_0__ FROM old");

    try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
      assertThat(dataset.tasks()).containsExactly("push it", "lift it");
    }
  }

  @Test
  void moreEpisodesThanClaimedAreRefused() throws Exception {
    rewrite(
        "meta/episodes/chunk-000/file-000.parquet",
        "SELECT old.* REPLACE (i AS episode_index) FROM old, range(100000) AS r(i)");

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessage("meta/info.json claims 2 episodes, but meta/episodes has more");
  }

  @Test
  void moreTasksThanClaimedAreRefused() throws Exception {
    rewrite(
        "meta/tasks.parquet", "SELECT i AS task_index, 'push it' AS task FROM range(100000) r(i)");

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessage("meta/tasks.parquet has more tasks, but meta/info.json claims 2");
  }

  @Test
  void tasksTableIsReadByPyArrowAndNamesItsWriter() throws Exception {
    boolean found = python("import pyarrow.parquet").isPresent();
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as("python3 with pyarrow is on the PATH").isTrue();
    }

    assertThat(
            python(
                """
                import pyarrow.parquet as parquet
                table = parquet.read_table('meta/tasks.parquet')
                pandas = table.schema.pandas_metadata
                print(table.to_pydict(), pandas['index_columns'], pandas['creator']['library'])"""))
        .contains("{'task_index': [0, 1], 'task': ['push it', 'lift it']} ['task'] commonweight");
  }

  /** What a Python program prints; empty if it fails or there is no Python. */
  private Optional<String> python(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", program)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Test
  void fewerEpisodesThanClaimedAreRefused() throws Exception {
    replaceInInfo("\"total_episodes\" : 2", "\"total_episodes\" : 3");

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessage("meta/info.json claims 3 episodes of 8 frames, but meta/episodes has 2 of 8");
  }

  @Test
  void otherVersionsAreRefused() throws Exception {
    replaceInInfo("v3.0", "v2.1");

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .hasMessageContaining("codebase_version is \"v2.1\", not \"v3.0\"");
  }

  @Test
  void missingFramesAreRefusedWithFileEpisodeAndFrame() throws Exception {
    rewrite(DATA, "SELECT * FROM old WHERE NOT (episode_index = 1 AND frame_index = 4)");

    assertThatThrownBy(this::readSecond)
        .hasMessageContaining(DATA + ", episode 1, frame 4: the episode has 4 frames, not 5");
  }

  @Test
  void notANumberIsRefusedWithFileEpisodeAndFrame() throws Exception {
    rewrite(
        DATA,
        "SELECT * REPLACE (CASE WHEN index = 5 THEN ['NaN'::FLOAT, 0] ELSE \"observation.state\""
            + " END AS \"observation.state\") FROM old");

    assertThatThrownBy(this::readSecond)
        .hasMessageContaining("episode 1, frame 2: observation.state holds NaN");
  }

  @Test
  void framesOfAnotherShapeAreRefused() throws Exception {
    rewrite(
        DATA,
        "SELECT * REPLACE (CASE WHEN index = 4 THEN [1::FLOAT] ELSE \"observation.state\""
            + " END AS \"observation.state\") FROM old");

    assertThatThrownBy(this::readSecond)
        .hasMessageContaining("episode 1, frame 1: observation.state has 1 values, not 2");
  }

  @Test
  void damagedParquetIsRefusedByName() throws Exception {
    Files.write(folder.resolve(DATA), new byte[1000]);

    assertThatThrownBy(this::readSecond)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(DATA + ", it is damaged or lacks a column");
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    Files.delete(folder.resolve("meta/tasks.parquet"));

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .hasMessageContaining("meta/tasks.parquet is missing");
  }

  @Test
  void pathsMayNotLeaveTheFolder() throws Exception {
    replaceInInfo("data/chunk-{chunk_index:03d}", "../chunk-{chunk_index:03d}");

    assertThatThrownBy(() -> LeRobotDataset.open(folder))
        .hasMessageContaining("is not a relative path");
  }

  @Test
  void linksMayNotLeaveTheFolder(@TempDir Path outside) throws Exception {
    Path moved = Files.move(folder.resolve(DATA), outside.resolve("data.parquet"));
    Files.createSymbolicLink(folder.resolve(DATA), moved);

    assertThatThrownBy(this::readSecond).hasMessageContaining("leads out of");
  }

  private void readSecond() throws DatasetException {
    try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
      dataset.episode(1);
    }
  }

  private void replaceInInfo(String old, String with) throws IOException {
    Path file = folder.resolve("meta/info.json");
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, with));
  }

  private void rewrite(String file, String query) throws DatasetException, SQLException {
    String path = ParquetSession.literal(folder.resolve(file).toString());
    try (ParquetSession session = new ParquetSession();
        Statement statement = session.connection().createStatement()) {
      statement.execute("CREATE TABLE old AS SELECT * FROM read_parquet(" + path + ")");
      statement.execute("COPY (" + query + ") TO " + path + " (FORMAT parquet)");
    }
  }
}
