package dev.tocsin.api.event;

import dev.tocsin.api.event.Receipt.Accepted;
import dev.tocsin.api.event.Receipt.Conflict;
import dev.tocsin.api.event.Receipt.Refused;
import dev.tocsin.api.event.Receipt.Unavailable;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.database.DatabaseFailure;
import dev.tocsin.store.event.EventDoorDao;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits one group of events and gives each its receipt. For the committing thread only. */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final EventDoorDao door;

  GroupCommit(EventDoorDao door) {
    this.door = door;
  }

  /**
   * Completes the receipt of every entry.
   *
   * @return the events that are durable since now
   */
  List<Event> commit(List<WaitingEvent> group) {
    // In the order of their ids, as the insert wants them; of one id the first that came leads.
    TreeMap<String, WaitingEvent> leaders = new TreeMap<>();
    group.forEach(entry -> leaders.putIfAbsent(entry.eventId(), entry));
    Set<String> fresh;
    try {
      fresh = door.insertNew(leaders.values().stream().map(WaitingEvent::newEvent).toList());
    } catch (JdbiException failed) {
      return failed(group, failed);
    }
    List<Event> durable = new ArrayList<>();
    for (String eventId : fresh) {
      WaitingEvent leader = leaders.get(eventId);
      if (leader != null) {
        durable.add(leader.newEvent().event());
        leader.receipt().complete(new Accepted(eventId, false));
      }
    }
    settleKnown(group, leaders, fresh);
    return durable;
  }

  private void settleKnown(
      List<WaitingEvent> group, Map<String, WaitingEvent> leaders, Set<String> fresh) {
    List<WaitingEvent> open = group.stream().filter(entry -> !entry.receipt().isDone()).toList();
    Set<String> known = new HashSet<>(leaders.keySet());
    known.removeAll(fresh);
    Map<String, byte[]> hashes = new HashMap<>();
    try {
      if (!known.isEmpty()) {
        hashes.putAll(door.contentHashes(known));
      }
    } catch (JdbiException failed) {
      LOG.warn("PostgreSQL is away: {}", failed.getMessage());
    }
    for (WaitingEvent leader : leaders.values()) {
      if (fresh.contains(leader.eventId())) {
        hashes.put(leader.eventId(), leader.newEvent().contentHash());
      }
    }
    for (WaitingEvent entry : open) {
      byte[] hash = hashes.get(entry.eventId());
      entry
          .receipt()
          .complete(
              hash == null
                  ? new Unavailable(true)
                  : entry.hasContent(hash)
                      ? new Accepted(entry.eventId(), true)
                      : new Conflict(entry.eventId()));
    }
  }

  private List<Event> failed(List<WaitingEvent> group, JdbiException failure) {
    DatabaseFailure kind = DatabaseFailure.of(failure);
    if (kind == DatabaseFailure.BAD_DATA && group.size() > 1) {
      // One of them spoils it for all: one by one, only that one is refused.
      List<Event> durable = new ArrayList<>();
      group.forEach(entry -> durable.addAll(commit(List.of(entry))));
      return durable;
    }
    if (kind == DatabaseFailure.BAD_DATA || kind == DatabaseFailure.DEFECT) {
      LOG.error("The database refused {} event(s)", group.size(), failure);
    } else {
      LOG.warn("PostgreSQL is away: {}", failure.getMessage());
    }
    Receipt receipt =
        switch (kind) {
          case BAD_DATA -> new Refused();
          case NOTHING_WRITTEN -> new Unavailable(false);
          case OUTCOME_UNKNOWN, DEFECT -> new Unavailable(true);
        };
    group.forEach(entry -> entry.receipt().complete(receipt));
    return List.of();
  }
}
