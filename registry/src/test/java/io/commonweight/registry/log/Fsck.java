package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.log.LogCommand;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.log.NoteKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** {@code commonweight log fsck}, of what lies in a folder, whoever may have left it there. */
final class Fsck {
  private Fsck() {}

  static void accepts(TestLogs logs, TestFederation federation) {
    var said = new StringWriter();
    var fsck =
        new CommandLine(new LogCommand())
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true));
    List<NoteKey> keys = federation.noteKey().logKeys();

    int exitCode =
        fsck.execute(
            "fsck",
            logs.folder().toString(),
            "--key",
            keys.getFirst().vkey(),
            "--key",
            keys.getLast().vkey());

    assertThat(exitCode).as("%s", said).isZero();
  }
}
