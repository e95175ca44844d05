package dev.tocsin.worker;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that throttles us until a time, and then takes everything. */
public final class ThrottledChannel implements Channel {
  public volatile Instant until = Instant.MAX;
  public final AtomicInteger asked = new AtomicInteger();
  private final Clock clock;

  ThrottledChannel(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "THROTTLED";
  }

  @Override
  public Optional<String> faultOf(String target) {
    return Optional.empty();
  }

  @Override
  public String where(String target) {
    return "provider";
  }

  @Override
  public Outcome deliver(Notification notification) {
    asked.incrementAndGet();
    return clock.instant().isBefore(until)
        ? new Outcome.HeldBack("Throttled")
        : new Outcome.Delivered(Outcome.Answer.NONE);
  }
}
