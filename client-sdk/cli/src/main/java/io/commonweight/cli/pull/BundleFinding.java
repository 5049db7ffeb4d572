package io.commonweight.cli.pull;

import java.util.Optional;

/**
 * What an organization's bundle for other tools turned out to be.
 *
 * @param organization whose it claims to be
 * @param fault why it is none; empty if that organization has signed exactly the release's files
 */
record BundleFinding(String organization, Optional<String> fault) {

  boolean isGood() {
    return fault.isEmpty();
  }
}
