package dev.tocsin.activities.channel;

import dev.tocsin.activities.template.Escaping;
import java.util.Optional;

/**
 * A way to deliver. One instance serves the whole process and is called by many threads at once.
 *
 * <p>A channel never waits to try again, never keeps what it sent, and never makes its own HTTP
 * client: time limits, the guard against forbidden addresses and retries are given to it or done
 * around it.
 */
public interface Channel {

  /** Its name in the API, upper case: {@code WEBHOOK}. */
  String name();

  /**
   * Checks a target's syntax when a subscription is saved; looks nothing up.
   *
   * @return what is wrong with it, as the API answers it; empty where it is well-formed
   */
  Optional<String> faultOf(String target);

  /**
   * The target as operators may see it in the Temporal UI: never a secret path, a token or a
   * person's address.
   */
  String where(String target);

  /**
   * Whether its messages are signed: its subscriptions have a secret then, and {@link
   * Notification#signer()} is theirs.
   */
  default boolean signs() {
    return false;
  }

  /**
   * Whether it sends a body as a webhook has one, which a transform or a template's {@code body}
   * may shape.
   */
  default boolean carriesBody() {
    return false;
  }

  /** Whether it sends a mail, as a template's subject, html and text may shape it. */
  default boolean carriesMail() {
    return false;
  }

  /**
   * How values are escaped in the message that a template's {@code chat} may shape; empty where it
   * sends none.
   */
  default Optional<Escaping> chatEscaping() {
    return Optional.empty();
  }

  /**
   * Tries once to deliver, within the subscription's {@link
   * dev.tocsin.contract.model.Subscription#timeout()}. A failure of the target or of the way to it
   * is an {@link Outcome}; a {@link dev.tocsin.activities.template.TemplateFault} makes it a dead
   * letter; any other exception is a bug, and the attempt is repeated.
   */
  Outcome deliver(Notification notification);
}
