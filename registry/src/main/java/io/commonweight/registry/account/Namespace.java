package io.commonweight.registry.account;

import io.commonweight.registry.problem.HubException.BadRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name under which repos stand, of an account or of an organization, in lower case: two names
 * that differ in case alone are one.
 *
 * @param name the name
 */
public record Namespace(String name) {
  /** What the first segment of a path means already, here or in a Hugging Face client. */
  private static final Set<String> RESERVED =
      Set.of(
          "api",
          "buckets",
          "cas",
          "datasets",
          "kernels",
          "models",
          "oauth",
          "q",
          "resolve",
          "spaces",
          "v1");

  /** Hugging Face's rule for a segment, narrowed to lower case. */
  private static final Pattern SEGMENT =
      Pattern.compile("(?!.*(--|\\.\\.))(?!.*\\.git$)[a-z0-9_]([a-z0-9_.-]{0,94}[a-z0-9_])?");

  /**
   * @throws IllegalArgumentException if the name breaks the rule, or is reserved
   */
  public Namespace {
    if (!isName(name)) {
      throw new IllegalArgumentException("no name of an account or organization: '" + name + "'");
    }
  }

  /** The namespace that a text names, in any case; empty if none can be called so. */
  public static Optional<Namespace> find(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return isName(name) ? Optional.of(new Namespace(name)) : Optional.empty();
  }

  /**
   * The namespace that a request names, in any case.
   *
   * @throws BadRequest if none can be called so
   */
  static Namespace require(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new BadRequest(
                    "name must have 1 to 96 of a-z 0-9 . _ - and not be a reserved word"));
  }

  /** Whether a text, in lower case, can be the name of a namespace. */
  public static boolean isName(String text) {
    return isSegment(text) && !RESERVED.contains(text);
  }

  /** Whether a text, in lower case, can be the name of a namespace or of a repo in one. */
  public static boolean isSegment(String text) {
    return SEGMENT.matcher(text).matches();
  }

  /** The namespace of a place: of itself, or of {@code NAMESPACE/REPO}. */
  static String of(String place) {
    int slash = place.indexOf('/');
    return slash < 0 ? place : place.substring(0, slash);
  }

  /** Whether a text names a place: a namespace, or {@code NAMESPACE/REPO}, in lower case. */
  static boolean isPlace(String text) {
    String name = of(text);
    return isName(name) && (name.equals(text) || isSegment(text.substring(name.length() + 1)));
  }

  @Override
  public String toString() {
    return name;
  }
}
