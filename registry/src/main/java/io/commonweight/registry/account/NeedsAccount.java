package io.commonweight.registry.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an endpoint answers only accounts. The namespace is in the body sometimes, so the
 * method itself checks, with {@link CurrentAccount}, before it does anything else.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsAccount {
  /** What the account must be allowed to do in the namespace; none if any account will do. */
  Role[] value() default {};

  /** Whether only operators are answered. */
  boolean operator() default false;
}
