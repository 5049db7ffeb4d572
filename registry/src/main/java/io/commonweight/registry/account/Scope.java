package io.commonweight.registry.account;

import java.util.Map;
import java.util.Optional;

/**
 * What a token may do of what its account may.
 *
 * @param kind the kind
 * @param places of a fine-grained token, what it may do in namespaces and in repos, which are
 *     written {@code NAMESPACE/REPO}; else empty
 */
record Scope(Kind kind, Map<String, Access> places) {
  private static final int MAX_PLACES = 100;

  /** All that the account may read. */
  static final Scope READ = new Scope(Kind.READ, Map.of());

  /** All that the account may do. */
  static final Scope WRITE = new Scope(Kind.WRITE, Map.of());

  /** One thing only: to create another token of the account. */
  static final Scope SETUP = new Scope(Kind.SETUP, Map.of());

  /** The kinds of tokens. */
  enum Kind {
    READ("read"),
    WRITE("write"),
    FINE_GRAINED("fineGrained"),
    SETUP("setup");

    private final String atHub;

    Kind(String atHub) {
      this.atHub = atHub;
    }

    /** What clients of the hub call it. */
    String atHub() {
      return atHub;
    }
  }

  /** What a fine-grained token may do in a place. */
  enum Access {
    READ,
    WRITE
  }

  /**
   * @throws IllegalArgumentException if a fine-grained token has no places or more than 100, one is
   *     not a place, or another token has some
   */
  Scope {
    places = Map.copyOf(places);
    if ((kind == Kind.FINE_GRAINED) == places.isEmpty() || places.size() > MAX_PLACES) {
      throw new IllegalArgumentException(
          "a fine-grained token has 1 to " + MAX_PLACES + " places, another none");
    }
    for (String place : places.keySet()) {
      if (!Namespace.isPlace(place)) {
        throw new IllegalArgumentException("neither a namespace nor a repo: '" + place + "'");
      }
    }
  }

  /** What remains of a role in a place; a right to a namespace is one to each repo in it. */
  Optional<Role> lower(Role role, String place) {
    return switch (kind) {
      case READ -> Optional.of(Role.READER);
      case WRITE -> Optional.of(role);
      case FINE_GRAINED -> access(place).map(a -> a == Access.WRITE ? role : Role.READER);
      case SETUP -> Optional.empty();
    };
  }

  /** Whether the token may look after accounts, if its account may. */
  boolean administers() {
    return kind == Kind.WRITE;
  }

  /** Whether the token can only create another. */
  boolean isSetup() {
    return kind == Kind.SETUP;
  }

  private Optional<Access> access(String place) {
    Access ofNamespace = places.get(Namespace.of(place));
    return ofNamespace == Access.WRITE
        ? Optional.of(Access.WRITE)
        : Optional.ofNullable(places.getOrDefault(place, ofNamespace));
  }
}
