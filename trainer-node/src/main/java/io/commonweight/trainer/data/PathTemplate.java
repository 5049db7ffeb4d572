package io.commonweight.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with places for numbers, such as {@code data/chunk-{chunk_index:03d}/file.parquet}.
 *
 * @param text relative path whose places are {@code {chunk_index:0Nd}} and {@code {file_index:0Nd}}
 */
record PathTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{(chunk_index|file_index):0([1-9])d}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]*");

  static final PathTemplate EPISODES =
      new PathTemplate("meta/episodes/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet");
  static final PathTemplate DATA =
      new PathTemplate("data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet");

  static PathTemplate parse(String text) throws DatasetException {
    String plain = PLACE.matcher(text).replaceAll("0");
    boolean climbs = ("/" + plain + "/").contains("/../");
    if (!PLAIN.matcher(plain).matches() || plain.startsWith("/") || climbs) {
      throw new DatasetException(
          "meta/info.json: data_path %s is not a relative path of letters, digits and the places"
                  .formatted(text)
              + " {chunk_index:03d} and {file_index:03d}");
    }
    return new PathTemplate(text);
  }

  /** The file of a chunk and file number, which exists and lies inside the folder. */
  Path resolve(Path folder, long chunk, long file) throws DatasetException {
    String name =
        PLACE
            .matcher(text)
            .replaceAll(
                match -> {
                  long number = match.group(1).equals("chunk_index") ? chunk : file;
                  String format = "%0" + match.group(2) + "d";
                  return Matcher.quoteReplacement(String.format(Locale.ROOT, format, number));
                });
    return inside(folder, name);
  }

  /** A file of a relative name, which exists and lies inside the folder, links followed. */
  static Path inside(Path folder, String name) throws DatasetException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(
          "%s is missing from %s: copy the dataset again".formatted(name, folder));
    }
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new DatasetException(name + " leads out of " + folder);
      }
    } catch (DatasetException e) {
      throw e;
    } catch (IOException e) {
      throw new DatasetException("Cannot follow " + file, e);
    }
    return file;
  }
}
