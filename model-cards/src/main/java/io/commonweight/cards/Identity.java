package io.commonweight.cards;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a release is called.
 *
 * @param repository {@code ORGANIZATION/NAME}
 * @param release sequence number, from 0
 * @param license identifier as Hugging Face lists them, for example {@code apache-2.0}
 * @param tags words to find it by, beside those every card has
 * @param baseModels repositories of other origin that the policy was fine-tuned from, may be empty
 */
public record Identity(
    String repository, long release, String license, List<String> tags, List<String> baseModels) {

  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]{0,63}");

  /** Refuses names that a registry would refuse. */
  public Identity {
    require("repository", REPOSITORY, repository);
    Checks.atLeast("release", 0, release);
    require("license", WORD, license);
    tags = List.copyOf(tags);
    tags.forEach(tag -> require("tag", WORD, tag));
    baseModels = List.copyOf(baseModels);
    baseModels.forEach(model -> require("base model", REPOSITORY, model));
  }

  private static void require(String name, Pattern pattern, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " does not match " + pattern);
    }
  }
}
