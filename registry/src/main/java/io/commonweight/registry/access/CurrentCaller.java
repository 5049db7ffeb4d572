package io.commonweight.registry.access;

import io.commonweight.registry.problem.RegistryException.Unauthenticated;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of this request, once {@link RoleFilter} has let it pass. */
@RequestScoped
public class CurrentCaller {
  private @Nullable Caller caller;

  /**
   * The caller.
   *
   * @throws Unauthenticated if the endpoint asks for no role
   */
  public Caller get() {
    return find().orElseThrow(Unauthenticated::withoutToken);
  }

  /** The caller; empty if the endpoint asks for no role, or the caller was refused. */
  public Optional<Caller> find() {
    return Optional.ofNullable(caller);
  }

  void set(Caller authenticated) {
    caller = authenticated;
  }
}
