package io.commonweight.trainer.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a site remembers from round to round, one file for each: a round works with what an earlier
 * one left, so that doing it again after a crash gives the same bits.
 *
 * @param folder where they lie; need not exist
 */
record RoundFiles(Path folder) {
  private static final Pattern FILE = Pattern.compile("round-([0-9]{1,9})\\.safetensors");

  /** A file and the round that left it. */
  record Left(int round, Path file) {}

  /** What was left last before a round; anything older is deleted. */
  Optional<Left> before(int round) throws IOException {
    SortedMap<Integer, Path> earlier = files().headMap(round);
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    int last = earlier.lastKey();
    for (Path old : earlier.headMap(last).values()) {
      Files.delete(old);
    }
    return Optional.of(new Left(last, folder.resolve(name(last))));
  }

  /** The file of a round, to be written; the folder is made. */
  Path of(int round) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(name(round));
  }

  private SortedMap<Integer, Path> files() throws IOException {
    SortedMap<Integer, Path> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.list(folder)) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          Matcher matcher = FILE.matcher(path.getFileName().toString());
          if (matcher.matches()) {
            files.put(Integer.valueOf(matcher.group(1)), path);
          }
        }
      }
    }
    return files;
  }

  private static String name(int round) {
    return "round-%06d.safetensors".formatted(round);
  }
}
