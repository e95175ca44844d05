package dev.tocsin.api.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** What the door counts. */
final class IntakeMeters {
  final Counter accepted;
  final Counter duplicates;
  final Counter conflicts;
  final Counter unavailable;
  final DistributionSummary groupSize;

  IntakeMeters(MeterRegistry meters, Collection<?> waiting) {
    accepted = meters.counter("tocsin.events.accepted");
    duplicates = meters.counter("tocsin.events.duplicates");
    conflicts = meters.counter("tocsin.events.conflicts");
    unavailable = meters.counter("tocsin.events.unavailable");
    groupSize = meters.summary("tocsin.intake.group.size");
    meters.gauge("tocsin.intake.waiting", waiting, Collection::size);
  }

  void count(Receipt receipt) {
    if (receipt instanceof Receipt.Accepted taken) {
      (taken.duplicate() ? duplicates : accepted).increment();
    } else if (receipt instanceof Receipt.Conflict) {
      conflicts.increment();
    } else if (receipt instanceof Receipt.Unavailable) {
      unavailable.increment();
    }
  }
}
