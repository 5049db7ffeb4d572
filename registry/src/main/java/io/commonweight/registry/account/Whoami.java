package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * An account as clients of the hub show it. They insist on members that have no meaning here: the
 * registry sells nothing, and has neither mail addresses nor pictures.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Whoami(
    String type,
    String id,
    String name,
    String fullname,
    Optional<String> email,
    boolean emailVerified,
    boolean canPay,
    @JsonProperty("isPro") boolean pro,
    Optional<Long> periodEnd,
    String avatarUrl,
    List<Organization> orgs,
    Auth auth) {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** An organization of the account. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Organization(
      String type,
      String id,
      String name,
      String fullname,
      Optional<String> email,
      boolean canPay,
      Optional<Long> periodEnd,
      String avatarUrl,
      @JsonProperty("isEnterprise") boolean enterprise,
      String roleInOrg) {

    static Organization of(Membership membership) {
      return new Organization(
          "org",
          hex(membership.id()),
          membership.organization(),
          membership.fullName(),
          Optional.empty(),
          false,
          Optional.empty(),
          "",
          false,
          membership.role().atHub());
    }
  }

  /** What the account is known by. */
  record Auth(String type, AccessToken accessToken) {}

  /** The token that was sent. */
  record AccessToken(String displayName, String role, String createdAt) {}

  static Whoami of(GoodToken token, List<Membership> memberships) {
    return new Whoami(
        "user",
        hex(token.account().id()),
        token.account().name(),
        token.fullName(),
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        "",
        memberships.stream().map(Organization::of).toList(),
        new Auth(
            "access_token",
            new AccessToken(token.name(), token.scope().kind().atHub(), time(token.createdAt()))));
  }

  /** The one form of keys that clients know. */
  static String hex(long id) {
    return "%024x".formatted(id);
  }

  private static String time(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
