package io.commonweight.registry.log;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Complaint;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Sequences a log and appends to it without end, from several threads. Prints the index and the
 * text of each statement once it holds the receipt, and never before. Each text ends in a full
 * stop.
 */
final class AppendingProgram {
  private static final int WRITERS = 4;

  private AppendingProgram() {}

  /** Arguments: database, user, password, folder, federation, beginning of the texts. */
  public static void main(String[] arguments) throws Exception {
    var database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser(arguments[1]);
    database.setPassword(arguments[2]);
    var federation = new TestFederation(arguments[4]);
    var here =
        new Federation(
            federation.name(), federation.founding(), new Federation.Here(federation.logKey()));
    var logs = TestLogs.existing(here, database, Path.of(arguments[3]));
    FederationLog log = logs.log();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    TestLogs.Running writer = logs.start(log);
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      writer.append(federation.charterBy(i));
    }
    for (int thread = 0; thread < WRITERS; thread++) {
      String texts = arguments[5] + "writer " + thread + ", ";
      Thread.ofPlatform().start(() -> append(federation, writer, texts, out));
    }
  }

  private static void append(
      TestFederation federation, TestLogs.Running writer, String texts, PrintStream out) {
    try {
      for (int i = 0; true; i++) {
        out.println(append(federation, writer, texts + i + '.'));
      }
    } catch (ProofException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static String append(TestFederation federation, TestLogs.Running writer, String text)
      throws ProofException {
    var complaint =
        new Complaint("org-2", TestFederation.digest(text), Complaint.Kind.UNAVAILABLE, text);
    String receipt = writer.append(TestFederation.sign(complaint, federation.key("root", 1)));
    long index = LogProof.parse(receipt.getBytes(StandardCharsets.UTF_8)).inclusion().index();
    return index + " " + text;
  }
}
