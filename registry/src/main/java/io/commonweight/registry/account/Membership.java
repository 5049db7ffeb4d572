package io.commonweight.registry.account;

/**
 * A role in an organization.
 *
 * @param id the organization's key here
 * @param organization its name
 * @param fullName what people call it
 * @param role the role
 */
record Membership(long id, String organization, String fullName, Role role) {
  static Membership of(NamespaceEntity organization, Role role) {
    return new Membership(organization.id, organization.name, organization.fullName, role);
  }
}
