package dev.tocsin.api.errors;

/** 403 of a good key whose tenant is not the one that may do this. */
public final class OtherTenantException extends ApiException {
  private OtherTenantException() {
    super(
        403,
        ErrorBody.problem(
            403,
            "tenant-not-allowed",
            "Tenant not allowed",
            "Only keys of the tenant that operates this Tocsin may do this"));
  }

  /**
   * @throws OtherTenantException where they are not the same
   */
  public static void unless(String allowed, String tenant) {
    if (!allowed.equals(tenant)) {
      throw new OtherTenantException();
    }
  }
}
