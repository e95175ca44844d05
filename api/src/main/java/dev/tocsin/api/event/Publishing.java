package dev.tocsin.api.event;

import dev.tocsin.api.auth.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;

/** From a request to the door. */
public final class Publishing {
  private final EventCheck check;
  private final EventIntake intake;
  private final Clock clock;

  public Publishing(EventCheck check, EventIntake intake, Clock clock) {
    this.check = check;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Makes the event of a request durable.
   *
   * @throws dev.tocsin.api.errors.ApiException where it is none, or none that its tenant takes
   */
  Receipt publish(Caller caller, HttpServletRequest request, byte[] body)
      throws InterruptedException {
    Publication sent = Publication.of(request, body);
    CheckedEvent event = check.check(EventForms.read(sent, check.reception(caller, sent, clock)));
    return intake.accept(event.event(), event.schemaVersion());
  }
}
