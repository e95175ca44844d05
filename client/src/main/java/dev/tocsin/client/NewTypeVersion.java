package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A version of an event type to register.
 *
 * @param schema a JSON Schema 2020-12 of the events' details: whatever Jackson writes as an object
 * @param description for people, at most 4,096 characters
 * @param example an object that fits the schema
 * @param owner to find types by, at most 255 characters
 * @param domain to find types by, at most 255 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewTypeVersion(
    Object schema,
    @Nullable String description,
    @Nullable Object example,
    @Nullable String owner,
    @Nullable String domain) {

  /** A schema alone. */
  public static NewTypeVersion of(Object schema) {
    return new NewTypeVersion(schema, null, null, null, null);
  }

  /** The same with this description. */
  public NewTypeVersion withDescription(@Nullable String newDescription) {
    return new NewTypeVersion(schema, newDescription, example, owner, domain);
  }

  /** The same with this example. */
  public NewTypeVersion withExample(@Nullable Object newExample) {
    return new NewTypeVersion(schema, description, newExample, owner, domain);
  }

  /** The same of this owner. */
  public NewTypeVersion withOwner(@Nullable String newOwner) {
    return new NewTypeVersion(schema, description, example, newOwner, domain);
  }

  /** The same in this domain. */
  public NewTypeVersion withDomain(@Nullable String newDomain) {
    return new NewTypeVersion(schema, description, example, owner, newDomain);
  }
}
