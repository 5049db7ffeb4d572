package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person believes about a log: verifier keys, or the documents of its federation. */
final class BelievedKeys {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "VKEY",
      description =
          "A verifier key, NAME+ID+BASE64: of each party one of Ed25519 and one of ML-DSA-44.")
  private List<String> vkeys = new ArrayList<>();

  @Option(
      names = "--founding",
      required = true,
      paramLabel = "DIR",
      description =
          "The federation's founding documents; again for each later charter, oldest first.")
  private List<Path> folders = new ArrayList<>();

  /** The documents of the federation's charters, oldest first; none if keys were given. */
  List<Founding> charters() throws IOException {
    List<Founding> charters = new ArrayList<>();
    for (Path folder : folders) {
      charters.add(Founding.load(folder));
    }
    return charters;
  }

  private List<KnownKeys> keys() throws IOException, CommandException {
    return folders.isEmpty()
        ? List.of(KnownKeys.parse(vkeys))
        : charters().stream().map(KnownKeys::of).toList();
  }

  /** The keys of those who could have signed for a log. */
  KnownKeys keysOf(String origin) throws IOException, CommandException {
    for (KnownKeys keys : keys().reversed()) {
      if (keys.parties().values().stream().anyMatch(key -> key.name().equals(origin))) {
        return keys;
      }
    }
    throw new CommandException(
        "no key of %s was given: what it signed cannot be judged".formatted(origin));
  }

  /** The key sets of the charters that were given. */
  static KeySets keySets(List<Founding> charters) {
    return digest ->
        charters.stream()
            .map(Founding::keys)
            .filter(set -> set.digest().equals(digest))
            .findFirst();
  }
}
