package io.commonweight.trainer.data;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code meta/info.json} of a LeRobotDataset v3.0: what the folder claims to hold.
 *
 * @param robotType free text, or nothing
 * @param fps frames per second, at least 1
 * @param episodes number of episodes
 * @param frames number of frames of all episodes
 * @param tasks number of tasks
 * @param features in the file's order
 * @param dataPath where the frames are
 */
public record LeRobotInfo(
    Optional<String> robotType,
    int fps,
    int episodes,
    long frames,
    int tasks,
    List<Feature> features,
    PathTemplate dataPath) {

  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FEATURES = 1000;
  private static final int MAX_VALUES = 100_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public LeRobotInfo {
    features = List.copyOf(features);
  }

  /**
   * Reads the file's bytes.
   *
   * @throws DatasetException if it is no v3.0 description, naming the field
   */
  public static LeRobotInfo parse(byte[] bytes) throws DatasetException {
    if (bytes.length > MAX_BYTES) {
      throw new DatasetException("meta/info.json is longer than " + MAX_BYTES + " bytes");
    }
    JsonNode root = tree(bytes);
    String version = root.path("codebase_version").asText("");
    if (!version.equals("v3.0")) {
      throw new DatasetException(
          "meta/info.json: codebase_version is \"%s\", not \"v3.0\": convert the dataset with LeRobot"
              .formatted(version));
    }
    return new LeRobotInfo(
        Optional.ofNullable(root.path("robot_type").textValue()),
        (int) number(root, "fps", 1, 10_000),
        (int) number(root, "total_episodes", 0, 10_000_000),
        number(root, "total_frames", 0, 1L << 40),
        (int) number(root, "total_tasks", 0, 1_000_000),
        features(root.path("features")),
        PathTemplate.parse(root.path("data_path").asText(PathTemplate.DATA.text())));
  }

  /** The declared feature of a name, if there is one. */
  public Optional<Feature> feature(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  private static JsonNode tree(byte[] bytes) throws DatasetException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      throw new DatasetException("meta/info.json is not JSON", e);
    }
    throw new DatasetException("meta/info.json is not a JSON object");
  }

  private static long number(JsonNode root, String field, long min, long max)
      throws DatasetException {
    JsonNode node = root.path(field);
    boolean whole = node.isNumber() && node.asDouble() == Math.rint(node.asDouble());
    if (!whole || node.asDouble() < min || node.asDouble() > max) {
      throw new DatasetException(
          "meta/info.json: %s must be a whole number from %d to %d".formatted(field, min, max));
    }
    return node.asLong();
  }

  private static List<Feature> features(JsonNode node) throws DatasetException {
    if (!node.isObject() || node.size() > MAX_FEATURES) {
      throw new DatasetException(
          "meta/info.json: features must be an object of at most " + MAX_FEATURES);
    }
    List<Feature> features = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      features.add(feature(entry.getKey(), entry.getValue()));
    }
    return features;
  }

  private static Feature feature(String name, JsonNode node) throws DatasetException {
    String dtype = node.path("dtype").asText("");
    if (name.isEmpty() || name.length() > 256 || name.indexOf('\0') >= 0 || dtype.isEmpty()) {
      throw new DatasetException("meta/info.json: feature \"%s\" has no dtype".formatted(name));
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode dimension : node.path("shape")) {
      int length = dimension.isIntegralNumber() ? dimension.intValue() : 0;
      if (length < 1 || length > MAX_VALUES) {
        throw new DatasetException(
            "meta/info.json: feature \"%s\" has a bad shape".formatted(name));
      }
      shape.add(length);
      size = Math.min(size * length, Long.MAX_VALUE / MAX_VALUES);
    }
    boolean named = shape.size() == 1 && size <= MAX_VALUES;
    return new Feature(
        name, dtype, shape, named ? columns(name, (int) size, node.path("names")) : List.of());
  }

  /** Names come as a list, a list in a list, an object of lists, or not at all. */
  private static List<String> columns(String feature, int size, JsonNode names) {
    List<String> found = new ArrayList<>();
    collect(names, found, 3);
    if (found.size() == size && found.stream().distinct().count() == size) {
      return found;
    }
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbered.add(size == 1 ? feature : feature + "." + i);
    }
    return numbered;
  }

  private static void collect(JsonNode node, List<String> to, int depth) {
    if (node.isTextual()) {
      to.add(node.textValue());
    } else if (depth > 0) {
      node.forEach(child -> collect(child, to, depth - 1));
    }
  }
}
