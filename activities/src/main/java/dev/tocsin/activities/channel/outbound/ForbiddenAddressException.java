package dev.tocsin.activities.channel.outbound;

import java.io.IOException;

/**
 * A target's address is not allowed. Names no address: whoever owns the target must not learn what
 * a name resolves to inside our network.
 */
final class ForbiddenAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException() {
    super("target address is not allowed");
  }
}
