package io.commonweight.registry.access;

import io.commonweight.sdk.statement.Charter.Role;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an endpoint answers only who has a token of one of these roles, for the federation in
 * its path parameter {@code f}. The method finds the {@link Caller} in {@link CurrentCaller}.
 */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRole {
  /** The roles. */
  Role[] value() default {};
}
