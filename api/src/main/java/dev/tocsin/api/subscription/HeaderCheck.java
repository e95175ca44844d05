package dev.tocsin.api.subscription;

import java.util.Map;
import java.util.Optional;

/** Knows which headers a subscription may add to its webhooks. */
public interface HeaderCheck {

  /** What is wrong with them, as the API answers it; empty where all are allowed. */
  Optional<String> faultOf(Map<String, String> headers);
}
