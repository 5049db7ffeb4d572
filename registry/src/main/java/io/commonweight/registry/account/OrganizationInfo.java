package io.commonweight.registry.account;

import java.time.Instant;

/**
 * What is known of an organization.
 *
 * @param name its name
 * @param fullName what people call it
 * @param createdAt when it was created
 */
record OrganizationInfo(String name, String fullName, Instant createdAt) {
  static OrganizationInfo of(NamespaceEntity organization) {
    return new OrganizationInfo(organization.name, organization.fullName, organization.createdAt);
  }
}
