package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an account may do in a namespace; each role may do what those before it may. */
public enum Role {
  /** Reads what is private. */
  @JsonProperty("reader")
  READER("read"),
  /** Creates repos and commits to them. */
  @JsonProperty("contributor")
  CONTRIBUTOR("contributor"),
  /** Moves branches, sets tags, and changes the settings of repos. */
  @JsonProperty("maintainer")
  MAINTAINER("write"),
  /** Deletes and moves repos, and says who is a member. */
  @JsonProperty("owner")
  OWNER("admin");

  private final String atHub;

  Role(String atHub) {
    this.atHub = atHub;
  }

  /** Whether this role may do what another may. */
  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /** What clients of the hub call it. */
  String atHub() {
    return atHub;
  }
}
