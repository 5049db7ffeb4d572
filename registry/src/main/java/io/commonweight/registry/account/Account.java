package io.commonweight.registry.account;

/**
 * Who is calling.
 *
 * @param id its key here
 * @param name its name, which is also the namespace that it owns
 * @param operator whether it runs this registry: it may do in every namespace what an owner may,
 *     and looks after accounts
 */
public record Account(long id, String name, boolean operator) {}
