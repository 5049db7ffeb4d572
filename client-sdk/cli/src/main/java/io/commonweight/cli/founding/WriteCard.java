package io.commonweight.cli.founding;

import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight release card}. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    description = {
      "Write README.md, the model card of the first release, from model.safetensors, config.json"
          + " and embodiment.json. Equal files give equal cards."
    },
    footer = {
      "",
      "Example:",
      "  commonweight release card --founding founding --folder release-0 \\",
      "    --source 'pre-trained on the public reach set'"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WriteCard implements Callable<Integer> {
  @Option(
      names = "--founding",
      required = true,
      paramLabel = "DIR",
      description = "The founding documents.")
  private Path founding;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "RELEASE0DIR",
      description = "The files of the release.")
  private Path folder;

  @Option(
      names = "--source",
      defaultValue = "imported weights",
      paramLabel = "TEXT",
      description = "How the weights came to be (default: ${DEFAULT-VALUE}).")
  private String source;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException {
    new ReleaseFolder(folder).writeCard(Founding.load(founding), source);
    Path card = folder.resolve(Release.CARD);
    var document = new LinkedHashMap<String, Object>();
    document.put("card", card.toString());
    document.put("sha256", Sha256.of(card).hex());
    report.print(document, List.of("wrote " + card));
    return 0;
  }
}
