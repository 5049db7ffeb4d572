package io.commonweight.federation.card;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cards.Embodiment;
import io.commonweight.cards.Embodiment.Signal;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.JsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a card tells of the files that accompany the weights, and that rounds leave unchanged.
 *
 * @param embodiment the robots the policy drives, from {@code embodiment.json}
 * @param license as Hugging Face lists licences, from {@code config.json}; {@code other} if it
 *     names none
 */
public record PolicyFacts(Embodiment embodiment, String license) {
  /** The file of the embodiment profile. */
  public static final String EMBODIMENT_FILE = "embodiment.json";

  /** The file of the architecture. */
  public static final String CONFIG_FILE = "config.json";

  /** The largest of either file that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DIMENSIONS = 1024;
  private static final String NO_LICENSE = "other";

  /**
   * Reads the two files. Members that a card does not show may be anything.
   *
   * @throws JsonException if one is too large or no JSON, or a member is missing or wrong; the
   *     message names file and member
   */
  public static PolicyFacts parse(byte[] embodimentJson, byte[] configJson) throws JsonException {
    var profile = JsonFile.parse(EMBODIMENT_FILE, embodimentJson, MAX_BYTES);
    var config = JsonFile.parse(CONFIG_FILE, configJson, MAX_BYTES);
    return new PolicyFacts(
        new Embodiment(
            profile.text("robot_type") + ", " + profile.text("control_mode"),
            Sha256.of(embodimentJson).hex(),
            profile.positive("fps"),
            config.positive("chunk"),
            signals(profile, "state"),
            signals(profile, "action")),
        config.has("license") ? config.text("license") : NO_LICENSE);
  }

  private static List<Signal> signals(JsonFile profile, String member) throws JsonException {
    var signals = new ArrayList<Signal>();
    for (JsonNode dimension : profile.objects(member, MAX_DIMENSIONS)) {
      var fields = new JsonFile(EMBODIMENT_FILE + " " + member, dimension);
      signals.add(new Signal(fields.text("name"), 1, fields.text("unit")));
    }
    return signals;
  }
}
