package dev.tocsin.activities.delivery;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes. Once something was sent its outcome is held, and the write repeated until
 * PostgreSQL takes it: forgetting it would send it again.
 */
final class OutcomeRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final DeliveryRecordDao dao;
  private final Clock clock;

  OutcomeRecorder(Database database, SystemEventLog systemEvents, Clock clock) {
    this.dao = new DeliveryRecordDao(database, systemEvents);
    this.clock = clock;
  }

  /**
   * What each delivery is now, by its id.
   *
   * @throws IllegalStateException where the process stops before PostgreSQL took it
   */
  Map<String, DeliveryStatus> record(List<AttemptOutcome> outcomes) {
    long pause = FIRST_PAUSE_MS;
    while (true) {
      try {
        return dao.record(outcomes, clock.instant());
      } catch (RuntimeException failed) {
        LOG.warn(
            "Could not record {} outcomes, trying again in {} ms: {}",
            outcomes.size(),
            pause,
            failed.getMessage());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped before the outcome was recorded", stopping);
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}
