package io.commonweight.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code meta/tasks.parquet}. */
final class TaskTable {
  private static final String FILE = "meta/tasks.parquet";

  private TaskTable() {}

  /** The instructions in the order of their task index, which must count from 0. */
  static List<String> read(ParquetSession session, Path folder, LeRobotInfo info)
      throws DatasetException {
    Path file = PathTemplate.inside(folder, FILE);
    String column = textColumn(session.columns(file));
    List<Map.Entry<Long, String>> rows =
        session.query(
            file,
            "SELECT task_index, %s FROM read_parquet(?) ORDER BY task_index LIMIT ?"
                .formatted(ParquetSession.quoted(column)),
            row -> Map.entry(row.getLong(1), String.valueOf(row.getString(2))),
            info.tasks() + 1L);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).getKey() != i) {
        throw new DatasetException(FILE + ": task_index does not count from 0 at row " + i);
      }
    }
    if (rows.size() != info.tasks()) {
      throw new DatasetException(
          "%s has %s tasks, but meta/info.json claims %d"
              .formatted(FILE, rows.size() > info.tasks() ? "more" : rows.size(), info.tasks()));
    }
    return rows.stream().map(Map.Entry::getValue).toList();
  }

  /** Newer writers call the column {@code task}, older ones leave pandas' name of an index. */
  private static String textColumn(List<String> columns) throws DatasetException {
    for (String name : List.of("task", "__index_level_0__")) {
      if (columns.contains(name + " VARCHAR")) {
        return name;
      }
    }
    throw new DatasetException(
        FILE + " has no text column \"task\" or \"__index_level_0__\", only " + columns);
  }
}
