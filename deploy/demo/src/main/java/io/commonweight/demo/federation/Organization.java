package io.commonweight.demo.federation;

import java.nio.file.Path;

/**
 * An organization of the demo. Its keys lie in its own folder, which only its own processes read.
 *
 * @param name its name in the charter
 * @param number counts the organizations from 1
 * @param folder everything it owns: keys, state, store
 * @param data its private LeRobotDataset
 * @param nodes how many trainer nodes it runs
 * @param runsAggregator whether it counts toward the quorum
 */
public record Organization(
    String name, int number, Path folder, Path data, int nodes, boolean runsAggregator) {

  /** The folder of its keys. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** What it tells the others: its name and its public keys. */
  public Path memberFile() {
    return keys().resolve("member.json");
  }

  /** The private key of a role. */
  public Path key(String role) {
    return keys().resolve(role + ".key");
  }

  /** The private key with which its registry signs the federation's log of that number. */
  public Path logKey(int epoch) {
    return epoch == 1 ? key("log") : logKeys(epoch).resolve("log.key");
  }

  /** The folder of the keys that it made for the federation's log of a later number. */
  public Path logKeys(int epoch) {
    return folder.resolve("log-keys-" + epoch);
  }

  /** Where its registry stores blobs and tiles. */
  public Path blobs() {
    return folder.resolve("registry-blobs");
  }

  /** The file with the passphrase of its keys. */
  public Path passphrase() {
    return folder.resolve("passphrase");
  }

  /** The name its witness cosigns under, if it runs a registry. */
  public String witness() {
    return name + "/witness";
  }

  /** Whether it runs registry A, which sequences the log. */
  public boolean ownsLog() {
    return number == 1;
  }

  /** Whether it runs registry B, which mirrors and witnesses the log. */
  public boolean ownsMirror() {
    return number == 2;
  }

  /** Whether it runs a registry, which can witness the log of another. */
  public boolean ownsRegistry() {
    return ownsLog() || ownsMirror();
  }

  /** Whether it uses the second registry, the mirror. */
  public boolean usesMirror() {
    return number % 2 == 0;
  }
}
