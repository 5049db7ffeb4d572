package io.commonweight.registry.account;

/**
 * A member of an organization.
 *
 * @param name the account's name
 * @param fullName what people call it
 * @param role what it may do there
 */
record Member(String name, String fullName, Role role) {}
