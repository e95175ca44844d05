package dev.tocsin.activities.match;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.subscription.SubscriptionFeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All subscriptions in force, in memory, following the table by revision. Thread-safe: matching
 * goes on side by side, a change waits for the matches under way.
 */
public final class SubscriptionIndex implements AutoCloseable {
  private static final int CHANGES_AT_ONCE = 1_000;

  private final SubscriptionDao dao;
  private final SubscriptionFeed feed;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Object catchingUp = new Object();
  private final Map<String, Subscription> inForce = new HashMap<>();
  private final Map<String, TenantIndex> tenants = new HashMap<>();
  private volatile long revision;

  public SubscriptionIndex(Database database) {
    this.dao = new SubscriptionDao(database);
    this.feed = new SubscriptionFeed(database, this::catchUp);
  }

  /** Loads what is there and follows what changes. */
  public void start() {
    catchUp();
    feed.start();
  }

  /** Returns once everything up to that revision is in the index. */
  public void catchUpTo(long wanted) {
    if (revision < wanted) {
      catchUp();
    }
  }

  /** The subscriptions that an event matches, each once. */
  public List<Subscription> match(Event event) {
    lock.readLock().lock();
    try {
      TenantIndex tenant = tenants.get(event.tenant());
      return tenant == null ? List.of() : tenant.match(event);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Those of these subscriptions that are in force, by their ids; a map of the caller's own. */
  public Map<String, Subscription> inForce(Set<String> subscriptionIds) {
    Map<String, Subscription> found = new HashMap<>();
    lock.readLock().lock();
    try {
      for (String id : subscriptionIds) {
        Subscription subscription = inForce.get(id);
        if (subscription != null) {
          found.put(id, subscription);
        }
      }
      return found;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How many subscriptions are in force. */
  public int size() {
    lock.readLock().lock();
    try {
      return inForce.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    feed.close();
  }

  private void catchUp() {
    synchronized (catchingUp) {
      List<Subscription> changes;
      do {
        changes = dao.changesAfter(revision, CHANGES_AT_ONCE);
        apply(changes);
      } while (changes.size() == CHANGES_AT_ONCE);
    }
  }

  private void apply(List<Subscription> changes) {
    if (changes.isEmpty()) {
      return;
    }
    lock.writeLock().lock();
    try {
      changes.forEach(this::apply);
    } finally {
      lock.writeLock().unlock();
    }
    revision = changes.get(changes.size() - 1).revision();
  }

  private void apply(Subscription now) {
    Subscription before = inForce.remove(now.subscriptionId());
    TenantIndex tenant = tenants.computeIfAbsent(now.tenant(), absent -> new TenantIndex());
    if (before != null) {
      tenant.remove(before);
    }
    if (now.inForce()) {
      inForce.put(now.subscriptionId(), now);
      tenant.add(now);
    }
  }
}
