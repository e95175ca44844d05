package dev.tocsin.api.errors;

import java.util.List;

/** 400 {@code Validation failed} with every fault, in the order of the fields. */
public final class InvalidRequestException extends ApiException {
  public InvalidRequestException(List<String> faults) {
    super(400, ErrorBody.validation(faults));
  }
}
