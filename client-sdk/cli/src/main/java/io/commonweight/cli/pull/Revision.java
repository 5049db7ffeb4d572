package io.commonweight.cli.pull;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryClient.ReleaseSummary;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person asks for: {@code ORG/NAME[@REV]}.
 *
 * @param policy the repo
 * @param name {@code latest}, a release's number with or without {@code v}, or a git commit id
 */
record Revision(String policy, String name) {
  private static final String LATEST = "latest";
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]+/[a-z0-9._-]+)(?:@(latest|v?[0-9]{1,9}|[0-9a-f]{40}))?");

  static Revision parse(String text) throws CommandException {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new CommandException(
          "'%s' is not ORG/NAME[@REV], where REV is latest, a release's number or a commit"
              .formatted(text));
    }
    String name = matcher.group(2);
    return new Revision(matcher.group(1), name == null ? LATEST : name);
  }

  /** Whether a release is named: then an older one than was seen before is what is wanted. */
  boolean isExplicit() {
    return !name.equals(LATEST);
  }

  /**
   * How the registry's evidence is asked for: a release's number, or {@code latest}.
   *
   * <p>Which release a commit id belongs to is only as true as the registry.
   */
  String sequence(RegistryClient client, String federation) throws IOException, CommandException {
    if (!isCommit()) {
      return isExplicit() ? String.valueOf(Integer.parseInt(name.replace("v", ""))) : LATEST;
    }
    for (ReleaseSummary release : client.releases(federation)) {
      if (release.commit().equals(name)) {
        return String.valueOf(release.sequence());
      }
    }
    throw new CommandException(
        "%s has no revision %s of %s: ask for a release by its number"
            .formatted(client.registry(), name, policy));
  }

  boolean isCommit() {
    return name.length() == 40;
  }
}
