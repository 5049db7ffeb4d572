package io.commonweight.trainer.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes demonstrations as a LeRobotDataset v3.0 folder with {@code observation.state} and {@code
 * action}, one data file, and no statistics, which LeRobot does without.
 */
public final class LeRobotDatasetWriter {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Without this note pandas forgets that the task text is the table's index. */
  private static final String PANDAS =
      """
      {"index_columns":["task"],"column_indexes":[{"name":null,"field_name":null,\
      "pandas_type":"unicode","numpy_type":"object","metadata":{"encoding":"UTF-8"}}],\
      "columns":[{"name":"task_index","field_name":"task_index","pandas_type":"int64",\
      "numpy_type":"int64","metadata":null},{"name":"task","field_name":"task",\
      "pandas_type":"unicode","numpy_type":"object","metadata":null}],\
      "creator":{"library":"commonweight","version":"%s"},"pandas_version":"2.3.0"}"""
          .formatted(version());

  private final Path folder;
  private final String robotType;
  private final int fps;

  /** Prepares to write into a folder, which is created and must not hold a dataset yet. */
  public LeRobotDatasetWriter(Path folder, String robotType, int fps) {
    this.folder = folder;
    this.robotType = robotType;
    this.fps = fps;
  }

  /** The project's version, which the build writes beside this class. */
  private static String version() {
    try (InputStream text = LeRobotDatasetWriter.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the folder.
   *
   * @param demonstrations at least one, all with the same columns
   * @throws DatasetException if a file cannot be written
   */
  public void write(List<Demonstration> demonstrations) throws DatasetException {
    List<String> tasks = demonstrations.stream().map(Demonstration::task).distinct().toList();
    Demonstration first = demonstrations.getFirst();
    for (Demonstration demonstration : demonstrations) {
      if (!demonstration.observation().names().equals(first.observation().names())
          || !demonstration.action().names().equals(first.action().names())) {
        throw new DatasetException("The demonstrations do not share their columns");
      }
    }
    try (ParquetSession session = new ParquetSession()) {
      Files.createDirectories(folder.resolve("meta/episodes/chunk-000"));
      Files.createDirectories(folder.resolve("data/chunk-000"));
      writeFrames(session, demonstrations, tasks);
      writeEpisodes(session, demonstrations);
      writeTasks(session, tasks);
      Files.write(folder.resolve("meta/info.json"), info(demonstrations, tasks.size()));
    } catch (DatasetException e) {
      throw e;
    } catch (IOException | SQLException e) {
      throw new DatasetException("Cannot write the dataset " + folder, e);
    }
  }

  private void writeFrames(
      ParquetSession session, List<Demonstration> demonstrations, List<String> tasks)
      throws SQLException {
    int states = demonstrations.getFirst().observation().names().size();
    int actions = demonstrations.getFirst().action().names().size();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      columns.add("s" + i + " FLOAT");
    }
    for (int i = 0; i < actions; i++) {
      columns.add("a" + i + " FLOAT");
    }
    execute(
        session,
        "CREATE TABLE frames (%s, frame_index BIGINT, episode_index BIGINT, task_index BIGINT)"
            .formatted(String.join(", ", columns)));
    append(session, demonstrations, tasks);
    copy(
        session,
        """
        SELECT %s AS "observation.state", %s AS action,
          (frame_index / %d::DOUBLE)::FLOAT AS timestamp, frame_index, episode_index,
          (row_number() OVER (ORDER BY episode_index, frame_index)) - 1 AS index, task_index
        FROM frames ORDER BY episode_index, frame_index"""
            .formatted(list("s", states), list("a", actions), fps),
        "data/chunk-000/file-000.parquet",
        "");
  }

  private static String list(String prefix, int size) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      columns.add(prefix + i);
    }
    return size == 1 ? prefix + 0 : "[" + String.join(", ", columns) + "]";
  }

  private static void append(
      ParquetSession session, List<Demonstration> demonstrations, List<String> tasks)
      throws SQLException {
    DuckDBConnection connection = session.connection().unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender = connection.createAppender("main", "frames")) {
      for (int episode = 0; episode < demonstrations.size(); episode++) {
        Demonstration demonstration = demonstrations.get(episode);
        for (int frame = 0; frame < demonstration.length(); frame++) {
          appender.beginRow();
          for (float value : demonstration.observation().row(frame)) {
            appender.append(value);
          }
          for (float value : demonstration.action().row(frame)) {
            appender.append(value);
          }
          appender.append((long) frame);
          appender.append((long) episode);
          appender.append((long) tasks.indexOf(demonstration.task()));
          appender.endRow();
        }
      }
    }
  }

  private void writeEpisodes(ParquetSession session, List<Demonstration> demonstrations)
      throws SQLException {
    execute(
        session,
        "CREATE TABLE episodes (episode_index BIGINT, task VARCHAR, length BIGINT, first BIGINT)");
    long first = 0;
    for (int episode = 0; episode < demonstrations.size(); episode++) {
      Demonstration demonstration = demonstrations.get(episode);
      insert(
          session,
          "INSERT INTO episodes VALUES (?, ?, ?, ?)",
          (long) episode,
          demonstration.task(),
          (long) demonstration.length(),
          first);
      first += demonstration.length();
    }
    copy(
        session,
        """
        SELECT episode_index, [task] AS tasks, length, 0::BIGINT AS "data/chunk_index",
          0::BIGINT AS "data/file_index", first AS dataset_from_index,
          first + length AS dataset_to_index, 0::BIGINT AS "meta/episodes/chunk_index",
          0::BIGINT AS "meta/episodes/file_index"
        FROM episodes ORDER BY episode_index""",
        "meta/episodes/chunk-000/file-000.parquet",
        "");
  }

  private void writeTasks(ParquetSession session, List<String> tasks) throws SQLException {
    execute(session, "CREATE TABLE tasks (task_index BIGINT, task VARCHAR)");
    for (int i = 0; i < tasks.size(); i++) {
      insert(session, "INSERT INTO tasks VALUES (?, ?)", (long) i, tasks.get(i));
    }
    copy(
        session,
        "SELECT task_index, task FROM tasks ORDER BY task_index",
        "meta/tasks.parquet",
        ", KV_METADATA {pandas: " + ParquetSession.literal(PANDAS) + "}");
  }

  private static void insert(ParquetSession session, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void copy(ParquetSession session, String query, String file, String options)
      throws SQLException {
    execute(
        session,
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION snappy%s)"
            .formatted(query, ParquetSession.literal(folder.resolve(file).toString()), options));
  }

  private static void execute(ParquetSession session, String sql) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private byte[] info(List<Demonstration> demonstrations, int tasks) throws IOException {
    ObjectNode info = JSON.createObjectNode();
    info.put("codebase_version", "v3.0");
    info.put("fps", fps);
    ObjectNode features = info.putObject("features");
    Demonstration first = demonstrations.getFirst();
    vector(features.putObject("observation.state"), first.observation().names());
    vector(features.putObject("action"), first.action().names());
    scalar(features.putObject("timestamp"), "float32");
    for (String index : List.of("frame_index", "episode_index", "index", "task_index")) {
      scalar(features.putObject(index), "int64");
    }
    info.put("total_episodes", demonstrations.size());
    info.put("total_frames", demonstrations.stream().mapToInt(Demonstration::length).sum());
    info.put("total_tasks", tasks);
    info.put("chunks_size", 1000);
    info.put("data_files_size_in_mb", 100);
    info.put("video_files_size_in_mb", 200);
    info.put("data_path", PathTemplate.DATA.text());
    info.putNull("video_path");
    info.put("robot_type", robotType);
    info.putObject("splits").put("train", "0:" + demonstrations.size());
    return JSON.writeValueAsBytes(info);
  }

  private static void vector(ObjectNode feature, List<String> names) {
    feature.put("dtype", "float32");
    feature.putArray("shape").add(names.size());
    ArrayNode array = feature.putArray("names");
    names.forEach(array::add);
  }

  private static void scalar(ObjectNode feature, String dtype) {
    feature.put("dtype", dtype);
    feature.putArray("shape").add(1);
    feature.putNull("names");
  }
}
