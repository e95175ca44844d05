package dev.tocsin.standalone.crash;

import java.util.Locale;

/** Where a process halts. Each is tried with an event and a subscription of its own. */
enum HaltPoint {
  /** The event is committed; its publisher was not answered, and nobody started it. */
  COMMITTED(Target.WELL),
  /** Its workflow is about to be started. */
  BEFORE_START(Target.WELL),
  /** Temporal took the start. */
  AFTER_START(Target.WELL),
  /** The claim and the deliveries are committed; the workflow does not know yet. */
  MATCHED(Target.WELL),
  /** Between match and deliver. */
  BEFORE_DELIVER(Target.WELL),
  /** The target took it, which is not recorded. */
  SENT(Target.WELL),
  /** It is recorded as SENT; the workflow task is not complete. */
  RECORDED(Target.WELL),
  /** Its first attempt failed; its own workflow is about to be started. */
  BEFORE_HAND_OVER(Target.FAILS_ONCE),
  /** Its own workflow started; its event's workflow has not completed. */
  AFTER_HAND_OVER(Target.FAILS_ONCE),
  /** As {@link #SENT}, in a workflow of its own. */
  SENT_LATER(Target.FAILS_ONCE),
  /** As {@link #RECORDED}, in a workflow of its own. */
  RECORDED_LATER(Target.FAILS_ONCE),
  /** A dead letter's redrive was ordered; its workflow is about to be started. */
  BEFORE_REDRIVE(Target.REFUSES_FIRST),
  /** Temporal took the start; whoever ordered it was not answered. */
  AFTER_REDRIVE(Target.REFUSES_FIRST),
  /** The redrive's round is open; nothing was sent in it. */
  ROUND_OPENED(Target.REFUSES_FIRST),
  /** Enough deliveries failed; the circuit's row is about to be written. */
  BEFORE_CIRCUIT(Target.DOWN),
  /** The circuit is open and holds its deliveries; its workflow does not know yet. */
  CIRCUIT_OPENED(Target.DOWN),
  /** The event is matched behind an open circuit: its delivery is WAITING. */
  HELD(Target.DOWN),
  /** As {@link #SENT}, when the target is back and what waited goes out. */
  SENT_FROM_WAITING(Target.DOWN),
  /** Nothing waits any more; the circuit is about to be closed. */
  BEFORE_CLOSED(Target.DOWN),
  /** The circuit is closed; its workflow does not know yet. */
  CIRCUIT_CLOSED(Target.DOWN),
  /** The event is matched for a target with limits, whose workflow was not woken. */
  BEFORE_WAKE(Target.LIMITED),
  /** The row says that this process wakes it; Temporal does not know. */
  WAKING(Target.LIMITED),
  /** As {@link #SENT}, in its turn. */
  SENT_IN_TURN(Target.LIMITED),
  /** Nothing waits any more, and the row says so; the target's workflow does not know yet. */
  RESTED(Target.LIMITED);

  /** How the target of a point's subscription behaves. */
  enum Target {
    WELL,
    FAILS_ONCE,
    /** For good, which makes a dead letter; what comes later is accepted. */
    REFUSES_FIRST,
    /** Until the test says otherwise. */
    DOWN,
    /** Well, and its subscription has limits. */
    LIMITED
  }

  private final Target target;

  HaltPoint(Target target) {
    this.target = target;
  }

  Target target() {
    return target;
  }

  boolean isInRedrive() {
    return target == Target.REFUSES_FIRST;
  }

  /** Whether the target took the event and the process halted before that was recorded. */
  boolean sendsTwice() {
    return this == SENT || this == SENT_LATER || this == SENT_FROM_WAITING || this == SENT_IN_TURN;
  }

  boolean isOfCircuit() {
    return target == Target.DOWN;
  }

  /** Whether the target has to be back before a process comes there. */
  boolean isAfterwards() {
    return this == SENT_FROM_WAITING || this == BEFORE_CLOSED || this == CIRCUIT_CLOSED;
  }

  boolean isRecorded() {
    return this == RECORDED || this == RECORDED_LATER;
  }

  /** Its event's type, as subscriptions name it. */
  String eventType() {
    return "halt." + name().toLowerCase(Locale.ROOT);
  }
}
