package io.commonweight.trainer.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One row of {@code meta/episodes}: how long an episode is and which file holds its frames. */
record EpisodeRow(long index, long length, long dataChunk, long dataFile) {
  private static final int MAX_LENGTH = 1_000_000;
  private static final int FILES_PER_CHUNK = 1000;

  /** All rows, in order; there must be as many episodes and frames as the description claims. */
  static List<EpisodeRow> readAll(ParquetSession session, Path folder, LeRobotInfo info)
      throws DatasetException {
    List<EpisodeRow> rows = new ArrayList<>();
    for (Path file : files(folder)) {
      rows.addAll(
          session.query(
              file,
              """
              SELECT episode_index, length, "data/chunk_index", "data/file_index"
              FROM read_parquet(?) ORDER BY episode_index
              LIMIT ?""",
              row -> new EpisodeRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
              info.episodes() - rows.size() + 1L));
      if (rows.size() > info.episodes()) {
        throw new DatasetException(
            "meta/info.json claims %d episodes, but meta/episodes has more"
                .formatted(info.episodes()));
      }
    }
    check(rows, info);
    return List.copyOf(rows);
  }

  private static List<Path> files(Path folder) throws DatasetException {
    List<Path> files = new ArrayList<>();
    files.add(PathTemplate.EPISODES.resolve(folder, 0, 0));
    for (int number = 1; ; number++) {
      int chunk = number / FILES_PER_CHUNK;
      int file = number % FILES_PER_CHUNK;
      String name = "meta/episodes/chunk-%03d/file-%03d.parquet".formatted(chunk, file);
      if (!Files.exists(folder.resolve(name))) {
        return files;
      }
      files.add(PathTemplate.EPISODES.resolve(folder, chunk, file));
    }
  }

  private static void check(List<EpisodeRow> rows, LeRobotInfo info) throws DatasetException {
    long frames = 0;
    for (int i = 0; i < rows.size(); i++) {
      EpisodeRow row = rows.get(i);
      if (row.index != i || row.length < 1 || row.length > MAX_LENGTH) {
        throw new DatasetException(
            "meta/episodes: row %d has episode_index %d and length %d"
                .formatted(i, row.index, row.length));
      }
      frames += row.length;
    }
    if (rows.size() != info.episodes() || frames != info.frames()) {
      throw new DatasetException(
          "meta/info.json claims %d episodes of %d frames, but meta/episodes has %d of %d"
              .formatted(info.episodes(), info.frames(), rows.size(), frames));
    }
  }
}
