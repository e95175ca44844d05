package dev.tocsin.store.subscription;

import dev.tocsin.store.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back after every change of a subscription, wherever it was made: by LISTEN/NOTIFY, and at
 * least once a second in case a notification is lost or the connection is. The callback runs on one
 * daemon thread; what it throws is logged and the next round goes on.
 */
public final class SubscriptionFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFeed.class);
  private static final int POLL_MS = 1_000;
  // Short, as a change must be in force everywhere within a second of its 201.
  private static final int RECONNECT_MS = 200;
  private static final int CLOSE_MS = 3_000;

  private final Database database;
  private final Runnable onChange;
  private final Thread thread;
  private volatile boolean closed;

  public SubscriptionFeed(Database database, Runnable onChange) {
    this.database = database;
    this.onChange = onChange;
    this.thread = new Thread(this::run, "subscription-feed");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Ends the feed, and waits (3 s at most) for a callback that is under way. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try (Connection connection = database.dedicatedConnection()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("LISTEN " + SubscriptionDao.NOTIFY_CHANNEL);
        }
        listen(connection.unwrap(PGConnection.class));
      } catch (SQLException | RuntimeException away) {
        if (!closed) {
          LOG.warn(
              "Lost the feed of subscription changes, connecting again: {}", away.getMessage());
          pause();
        }
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!closed) {
      try {
        onChange.run();
      } catch (RuntimeException | Error failed) {
        // An error too: a feed that ended in silence would leave this process with old patterns.
        LOG.warn("Could not take in subscription changes, trying again: {}", failed.toString());
      }
      connection.getNotifications(POLL_MS);
    }
  }

  private void pause() {
    try {
      Thread.sleep(RECONNECT_MS);
    } catch (InterruptedException stop) {
      closed = true;
    }
  }
}
