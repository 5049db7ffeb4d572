package io.commonweight.trainer.ledger;

import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The file of what was spent: one line of canonical JSON per noisy update, appended and forced to
 * disk before the update leaves. All nodes that train on the same recordings share it, whatever
 * their federations: it is locked while one of them charges.
 *
 * <p>A last line without an end was torn by a crash before its update could leave, and counts for
 * nothing. Any other damage is an error: what is not readable may have been spent.
 */
public final class PrivacyLedger {
  private static final int MAX_FILE_BYTES = 64 << 20;

  /** File locks hold between processes only. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;
  private final Budget budget;
  private final Clock clock;

  /** The ledger in a file, which the first charge makes, with a budget for all that is in it. */
  public PrivacyLedger(Path file, Budget budget, Clock clock) {
    this.file = file.toAbsolutePath();
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Reads a ledger; one that does not exist is empty, if its folder does.
   *
   * @throws IOException if it cannot be read or is damaged; the message names the line
   */
  public static Account read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(content(channel, file), file).account();
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
        throw new IOException(
            "%s lies in no folder: make it, or correct --privacy-ledger".formatted(file), e);
      }
      return new Account(List.of());
    }
  }

  /** What was charged so far. */
  public Account account() throws IOException {
    return read(file);
  }

  /**
   * Looks whether an expense would fit, without charging it.
   *
   * @throws BudgetSpentException if not
   */
  public void requireRoom(Expense next) throws IOException, BudgetSpentException {
    require(account(), next);
  }

  /**
   * Charges an expense, unless it is charged already; on return it survives a crash.
   *
   * @throws BudgetSpentException if it would cost more than is left; then nothing is written
   */
  public void charge(Expense expense) throws IOException, BudgetSpentException {
    synchronized (IN_THIS_PROCESS) {
      boolean isNew = Files.notExists(file);
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        Parsed parsed = parse(content(channel, file), file);
        if (!parsed.account().holds(expense.round(), expense.update())) {
          require(parsed.account(), expense);
          append(channel, parsed.bytes(), LedgerLine.write(expense, clock.instant()));
        }
      }
      if (isNew) {
        forceFolder();
      }
    }
  }

  private void require(Account account, Expense next) throws BudgetSpentException {
    double after = account.with(next).epsilon(budget.delta());
    if (after > budget.epsilon()) {
      throw new BudgetSpentException(
          String.format(
              Locale.ROOT,
              "The privacy budget does not allow another update: of ε = %s (δ = %s) %d updates"
                  + " have spent %.4f, and with this one it would be %.4f. Nothing leaves this"
                  + " site. Add more noise or clip nothing less, have the owner of the recordings"
                  + " raise --privacy-epsilon, or stop here; the account is in %s",
              budget.epsilon(),
              budget.delta(),
              account.expenses().size(),
              account.epsilon(budget.delta()),
              after,
              file));
    }
  }

  private static void append(FileChannel channel, long at, byte[] line) throws IOException {
    channel.truncate(at);
    channel.position(at);
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
      folder.force(true);
    }
  }

  private static byte[] content(FileChannel channel, Path file) throws IOException {
    if (channel.size() > MAX_FILE_BYTES) {
      throw new IOException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // until all is read
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static Parsed parse(byte[] content, Path file) throws IOException {
    List<Expense> expenses = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        expenses.add(line(Arrays.copyOfRange(content, from, i), expenses.size() + 1, file));
        from = i + 1;
      }
    }
    return new Parsed(new Account(expenses), from);
  }

  private static Expense line(byte[] line, int number, Path file) throws IOException {
    try {
      return LedgerLine.read(line);
    } catch (JsonException e) {
      throw new IOException(
          "%s line %d is damaged (%s): restore the file from a copy; until then nothing leaves this site"
              .formatted(file, number, e.getMessage()),
          e);
    }
  }

  /** What is readable, and how many bytes that is. */
  private record Parsed(Account account, long bytes) {}
}
