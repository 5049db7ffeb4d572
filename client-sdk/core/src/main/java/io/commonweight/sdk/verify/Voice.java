package io.commonweight.sdk.verify;

import io.commonweight.sdk.identity.Fingerprint;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A signature of an organization that has a vote.
 *
 * @param organization whose
 * @param key made with which
 * @param place where it is said to stand in the log
 */
record Voice(String organization, Fingerprint key, long place) {

  /** Whose they are: an organization counts once. */
  static SortedSet<String> organizations(List<Voice> voices) {
    return voices.stream().map(Voice::organization).collect(Collectors.toCollection(TreeSet::new));
  }
}
