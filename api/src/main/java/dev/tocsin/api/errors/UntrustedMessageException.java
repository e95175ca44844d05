package dev.tocsin.api.errors;

/** 403 of an inbound message that does not come from where the tenant takes messages from. */
public final class UntrustedMessageException extends ApiException {
  private UntrustedMessageException(String type, String title, String detail) {
    super(403, ErrorBody.problem(403, type, title, detail));
  }

  /** The topic is none of those that the tenant has named. */
  public static UntrustedMessageException topic() {
    return new UntrustedMessageException(
        "topic-not-allowed",
        "Topic not allowed",
        "The message's TopicArn is none of the topics that PUT /admin/tenant/inbound-ses has set");
  }

  /**
   * Nothing proves that Amazon SNS has signed it.
   *
   * @param detail what is wrong
   */
  public static UntrustedMessageException signature(String detail) {
    return new UntrustedMessageException("signature-invalid", "Signature invalid", detail);
  }
}
