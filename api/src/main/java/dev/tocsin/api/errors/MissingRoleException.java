package dev.tocsin.api.errors;

import java.util.Collection;

/** 403 of a key that is known, but has none of the roles that it takes; the detail names them. */
public final class MissingRoleException extends ApiException {
  /**
   * @param enough the roles of which one would be enough; none: nobody may
   */
  public MissingRoleException(Collection<String> enough) {
    super(
        403,
        ErrorBody.problem(
            403,
            "role-missing",
            "Role missing",
            enough.isEmpty()
                ? "No role is allowed to do this"
                : "This key lacks the role that this takes: " + String.join(" or ", enough)));
  }
}
