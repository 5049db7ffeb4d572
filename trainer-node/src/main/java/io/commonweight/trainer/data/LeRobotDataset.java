package io.commonweight.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A LeRobotDataset v3.0 folder, read strictly: what {@code meta/info.json} claims must be there,
 * every value must be finite, and every frame must have the declared shape.
 *
 * <p>Episodes are read one at a time. Not thread-safe.
 */
public final class LeRobotDataset implements AutoCloseable {
  private final Path folder;
  private final LeRobotInfo info;
  private final ParquetSession session;
  private final List<String> tasks;
  private final List<EpisodeRow> episodes;

  private LeRobotDataset(Path folder, LeRobotInfo info, ParquetSession session)
      throws DatasetException {
    this.folder = folder;
    this.info = info;
    this.session = session;
    tasks = TaskTable.read(session, folder, info);
    episodes = EpisodeRow.readAll(session, folder, info);
  }

  /**
   * Opens a folder and checks its tables against its description.
   *
   * @throws DatasetException if they disagree or a file is missing or damaged
   */
  public static LeRobotDataset open(Path folder) throws DatasetException {
    LeRobotInfo info = LeRobotInfo.parse(infoBytes(folder));
    ParquetSession session = new ParquetSession();
    try {
      return new LeRobotDataset(folder, info, session);
    } catch (DatasetException e) {
      session.close();
      throw e;
    }
  }

  private static byte[] infoBytes(Path folder) throws DatasetException {
    Path file = PathTemplate.inside(folder, "meta/info.json");
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(LeRobotInfo.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new DatasetException("Cannot read " + file, e);
    }
  }

  /** What the folder says of itself. */
  public LeRobotInfo info() {
    return info;
  }

  /** The instructions, by task index. */
  public List<String> tasks() {
    return tasks;
  }

  /** Number of episodes. */
  public int size() {
    return episodes.size();
  }

  /**
   * Reads one episode, by its position from 0.
   *
   * @throws DatasetException if frames are missing, misshapen or not finite
   */
  public Episode episode(int position) throws DatasetException {
    EpisodeRow row = episodes.get(position);
    Path file = info.dataPath().resolve(folder, row.dataChunk(), row.dataFile());
    return new EpisodeReader(session, file, info, tasks).read(row);
  }

  /**
   * All episodes as demonstrations. Memory: 4 bytes times frames times columns.
   *
   * @throws DatasetException if one cannot be read
   */
  public List<Demonstration> demonstrations() throws DatasetException {
    List<Demonstration> demonstrations = new ArrayList<>();
    for (int position = 0; position < size(); position++) {
      demonstrations.add(episode(position).demonstration());
    }
    return demonstrations;
  }

  @Override
  public void close() throws DatasetException {
    session.close();
  }
}
