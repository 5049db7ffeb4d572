package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What clients of the hub show of an account or organization.
 *
 * @param type {@code user} or {@code org}
 * @param user the name of an account
 * @param name the name of an organization
 * @param fullname what people call it
 * @param avatarUrl empty: there are no pictures
 * @param pro false: the registry sells nothing
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Overview(
    String type,
    Optional<String> user,
    Optional<String> name,
    String fullname,
    String avatarUrl,
    @JsonProperty("isPro") boolean pro) {

  static Overview of(AccountInfo account) {
    return new Overview(
        "user", Optional.of(account.name()), Optional.empty(), account.fullName(), "", false);
  }

  static Overview of(OrganizationInfo organization) {
    return new Overview(
        "org",
        Optional.empty(),
        Optional.of(organization.name()),
        organization.fullName(),
        "",
        false);
  }
}
