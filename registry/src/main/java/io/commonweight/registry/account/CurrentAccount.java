package io.commonweight.registry.account;

import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.Unauthenticated;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose token came with this request, and what it lets the caller do.
 *
 * <p>A <em>place</em> is a namespace, or a repo in one, written {@code NAMESPACE/REPO}; in any
 * case.
 */
@RequestScoped
public class CurrentAccount {
  private final Tokens tokens;
  private final Roles roles;
  private final HttpHeaders headers;
  private boolean isLookedUp;
  private Optional<GoodToken> token = Optional.empty();

  CurrentAccount(Tokens tokens, Roles roles, HttpHeaders headers) {
    this.tokens = tokens;
    this.roles = roles;
    this.headers = headers;
  }

  /**
   * The caller; empty if no token came, or one that is unknown, expired or revoked: what is public
   * is read with the tokens of other hubs too.
   */
  public Optional<Account> find() {
    return token().filter(good -> !good.scope().isSetup()).map(GoodToken::account);
  }

  /**
   * The caller.
   *
   * @throws Unauthenticated if no good token came
   */
  public Account require() {
    return find().orElseThrow(this::unauthenticated);
  }

  /** Whether the caller has at least a role in a place, and the token was given for it. */
  public boolean has(String place, Role atLeast) {
    String name = place.toLowerCase(Locale.ROOT);
    return token()
        .flatMap(
            good ->
                roles
                    .find(good.account(), Namespace.of(name))
                    .flatMap(role -> good.scope().lower(role, name)))
        .filter(role -> role.atLeast(atLeast))
        .isPresent();
  }

  /**
   * The caller, who has at least a role in a place.
   *
   * @throws Unauthenticated if no good token came
   * @throws Forbidden if the role is less, or the token was not given for as much
   */
  public Account require(String place, Role atLeast) {
    Account account = require();
    if (!has(place, atLeast)) {
      throw new Forbidden(
          "This needs role %s in %s and a token for it; account %s has not both"
              .formatted(atLeast, place, account.name()));
    }
    return account;
  }

  /**
   * The caller, who is an operator.
   *
   * @throws Unauthenticated if no good token came
   * @throws Forbidden if the account is no operator, or the token is not one to write with
   */
  public Account requireOperator() {
    Account account = require();
    if (!isOperator()) {
      throw new Forbidden("This is for operators of the registry, with a token to write with");
    }
    return account;
  }

  /** Whether the caller is an operator with a token to write with. */
  public boolean isOperator() {
    return token()
        .filter(good -> good.account().operator() && good.scope().administers())
        .isPresent();
  }

  /**
   * Whose token came with a request.
   *
   * @param account the account's name
   * @param token the token's key here
   */
  public record Bearer(String account, long token) {}

  /** Whose good token came, whatever it may do: for records, never for rights. */
  public Optional<Bearer> bearer() {
    return token().map(good -> new Bearer(good.account().name(), good.id()));
  }

  /**
   * The token, of whatever scope.
   *
   * @throws Unauthenticated if no good one came
   */
  GoodToken requireToken() {
    return token().orElseThrow(this::unauthenticated);
  }

  private Optional<GoodToken> token() {
    if (!isLookedUp) {
      token =
          Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION))
              .flatMap(Secret::ofHeader)
              .flatMap(tokens::find);
      isLookedUp = true;
    }
    return token;
  }

  private Unauthenticated unauthenticated() {
    return headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null
        ? Unauthenticated.withoutToken()
        : Unauthenticated.withUnknownToken();
  }
}
