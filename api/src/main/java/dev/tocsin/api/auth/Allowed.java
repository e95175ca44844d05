package dev.tocsin.api.auth;

import dev.tocsin.store.key.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which roles may call a resource's method: one of these is enough, and {@link Role#ADMIN} always
 * is. A method without it is refused to everybody.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
  Role[] value();

  /**
   * Whether the method counts the call on the key's plan itself, by {@link UsagePlans#consume}, as
   * it knows only from the body for how many requests it stands. Otherwise each call counts one.
   */
  boolean countsItself() default false;
}
