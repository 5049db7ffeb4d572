package io.commonweight.trainer.data;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the frames of one episode out of a data file. */
final class EpisodeReader {
  private final ParquetSession session;
  private final Path file;
  private final List<Feature> vectors;
  private final List<String> tasks;

  EpisodeReader(ParquetSession session, Path file, LeRobotInfo info, List<String> tasks) {
    this.session = session;
    this.file = file;
    this.tasks = tasks;
    vectors =
        info.features().stream()
            .filter(feature -> feature.isVector() && !feature.name().equals("timestamp"))
            .toList();
  }

  Episode read(EpisodeRow episode) throws DatasetException {
    int length = Math.toIntExact(episode.length());
    List<float[]> values = new ArrayList<>();
    for (Feature vector : vectors) {
      values.add(new float[length * vector.columns().size()]);
    }
    int[] frame = {0};
    List<Long> taskIndices =
        session.query(
            file,
            sql(),
            row -> {
              readFrame(row, episode, frame[0]++, values);
              return row.getLong(2);
            },
            episode.index(),
            episode.length() + 1);
    if (frame[0] != length) {
      throw fault(
          episode, frame[0], "the episode has %d frames, not %d".formatted(frame[0], length));
    }
    return new Episode(
        Math.toIntExact(episode.index()), task(episode, taskIndices), frames(values));
  }

  private String sql() {
    String columns =
        vectors.stream()
            .map(feature -> ", " + ParquetSession.quoted(feature.name()))
            .collect(Collectors.joining());
    return "SELECT frame_index, task_index%s FROM read_parquet(?) WHERE episode_index = ?"
            .formatted(columns)
        + " ORDER BY frame_index LIMIT ?";
  }

  private void readFrame(ResultSet row, EpisodeRow episode, int frame, List<float[]> values)
      throws SQLException, DatasetException {
    if (row.getLong(1) != frame || frame >= episode.length()) {
      throw fault(episode, frame, "frame_index %d is out of turn".formatted(row.getLong(1)));
    }
    for (int i = 0; i < vectors.size(); i++) {
      Feature feature = vectors.get(i);
      int width = feature.columns().size();
      Object[] vector = vector(row.getObject(i + 3), feature);
      if (vector.length != width) {
        throw fault(
            episode,
            frame,
            feature.name() + " has %d values, not %d".formatted(vector.length, width));
      }
      for (int j = 0; j < width; j++) {
        float value = vector[j] instanceof Number number ? number.floatValue() : Float.NaN;
        if (!Float.isFinite(value)) {
          throw fault(episode, frame, feature.name() + " holds " + vector[j]);
        }
        values.get(i)[frame * width + j] = value;
      }
    }
  }

  private static Object[] vector(Object cell, Feature feature) throws SQLException {
    if (cell instanceof Array array) {
      return (Object[]) array.getArray();
    }
    return feature.isScalar() && cell != null ? new Object[] {cell} : new Object[0];
  }

  private String task(EpisodeRow episode, List<Long> indices) throws DatasetException {
    long first = indices.getFirst();
    for (int frame = 0; frame < indices.size(); frame++) {
      if (indices.get(frame) != first || first < 0 || first >= tasks.size()) {
        throw fault(
            episode, frame, "task_index %d is unknown or changes".formatted(indices.get(frame)));
      }
    }
    return tasks.get((int) first);
  }

  private Map<String, Frames> frames(List<float[]> values) {
    Map<String, Frames> frames = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      frames.put(vectors.get(i).name(), Frames.of(vectors.get(i).columns(), values.get(i)));
    }
    return frames;
  }

  private DatasetException fault(EpisodeRow episode, int frame, String what) {
    return new DatasetException(
        "%s, episode %d, frame %d: %s".formatted(file, episode.index(), frame, what));
  }
}
