package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/accounts}: how operators look after accounts. */
@Path("/api/accounts")
@RunOnVirtualThread
public class AccountsResource {
  private final CurrentAccount caller;
  private final Accounts accounts;

  AccountsResource(CurrentAccount caller, Accounts accounts) {
    this.caller = caller;
    this.accounts = accounts;
  }

  /** A new account, and the one-time token that lets its holder in. */
  record Created(String oneTimeToken, @JsonUnwrapped AccountInfo info) {}

  /** What lets the holder of an account in, once. */
  record LetIn(String oneTimeToken) {}

  @POST
  @NeedsAccount(operator = true)
  @ResponseStatus(201)
  @Operation(summary = "Creates an account, with a one-time token for its holder")
  public Created create(InputStream body) throws IOException {
    caller.requireOperator();
    NewAccount asked = JsonBody.read(body, NewAccount.class);
    Namespace name = Namespace.require(asked.name());
    accounts.create(name, asked.fullName().orElse(name.name()), asked.operator().orElse(false));
    return new Created(accounts.letIn(name.name()).secret().reveal(), accounts.get(name.name()));
  }

  @GET
  @NeedsAccount(operator = true)
  @Operation(summary = "All accounts, by name")
  public List<AccountInfo> list() {
    caller.requireOperator();
    return accounts.list();
  }

  @GET
  @Path("{account}")
  @NeedsAccount(operator = true)
  @Operation(summary = "An account")
  public AccountInfo get(@RestPath String account) {
    caller.requireOperator();
    return accounts.get(account);
  }

  @PATCH
  @Path("{account}")
  @NeedsAccount(operator = true)
  @Operation(summary = "Renames an account for people, disables or enables it, makes it operator")
  public AccountInfo change(@RestPath String account, InputStream body) throws IOException {
    caller.requireOperator();
    return accounts.change(account, JsonBody.read(body, AccountChange.class));
  }

  @DELETE
  @Path("{account}")
  @NeedsAccount(operator = true)
  @Operation(summary = "Disables an account and revokes its tokens; its name stays taken")
  public void disable(@RestPath String account) {
    caller.requireOperator();
    accounts.change(account, AccountChange.DISABLED);
  }

  @POST
  @Path("{account}/one-time-token")
  @NeedsAccount(operator = true)
  @ResponseStatus(201)
  @Operation(summary = "Lets the holder of an account in whose tokens are lost")
  public LetIn letIn(@RestPath String account) {
    caller.requireOperator();
    return new LetIn(accounts.letIn(account).secret().reveal());
  }
}
