package dev.tocsin.standalone.client;

import dev.tocsin.client.ApiCall;
import java.util.function.Supplier;

/** Refuses a name that no URL can have as what it is: a command that is not understood. */
final class TypeName {
  private TypeName() {}

  static <T> ApiCall<T> checked(Supplier<ApiCall<T>> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException unusable) {
      throw CommandFault.usage(unusable.getMessage() + ".");
    }
  }
}
