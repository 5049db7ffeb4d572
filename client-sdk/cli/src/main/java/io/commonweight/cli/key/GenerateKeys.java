package io.commonweight.cli.key;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.statement.Charter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight keys generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Make the keys of an organization: one for each role, and member.json with their public"
          + " halves. Nothing is ever overwritten."
    },
    footer = {
      "",
      "Example:",
      "  commonweight keys generate --organization north --dir ~/keys/north --nodes 2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GenerateKeys implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  @Option(
      names = "--organization",
      required = true,
      paramLabel = "NAME",
      description = "Its name: small letters, digits and hyphens.")
  private String organization;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "KEYS",
      description = "Where the keys go; made with mode 0700.")
  private Path directory;

  @Option(
      names = "--nodes",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many trainer nodes it enrols (default ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--log", description = "Also make the key of a log that it sequences.")
  private boolean hasLog;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (!NAME.matcher(organization).matches()) {
      throw new CommandException(
          "'%s' is no organization's name: use small letters, digits and hyphens"
              .formatted(organization));
    }
    if (nodes < 0 || nodes > Charter.Member.MAX_NODES) {
      throw new CommandException("--nodes is 0 to " + Charter.Member.MAX_NODES);
    }
    MemberFile member = new KeyFolder(directory).generate(organization, nodes, hasLog);
    Path file = directory.resolve(MemberFile.NAME);
    List<String> lines = new ArrayList<>();
    lines.add("keys of %s in %s (keep them secret)".formatted(organization, directory));
    member.fingerprints().forEach((role, key) -> lines.add("  %-12s%s".formatted(role, key)));
    lines.add("send " + file + " to whoever writes the charter");
    var document = new LinkedHashMap<String, Object>();
    document.put("organization", organization);
    document.put("member", file.toString());
    document.put("fingerprints", member.fingerprints());
    report.print(document, lines);
    return 0;
  }
}
