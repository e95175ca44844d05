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
  ROUND_OPENED(Target.REFUSES_FIRST);

  /** How the target of a point's subscription behaves. */
  enum Target {
    WELL,
    FAILS_ONCE,
    /** For good, which makes a dead letter; what comes later is accepted. */
    REFUSES_FIRST
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
    return this == SENT || this == SENT_LATER;
  }

  boolean isRecorded() {
    return this == RECORDED || this == RECORDED_LATER;
  }

  /** Its event's type, as subscriptions name it. */
  String eventType() {
    return "halt." + name().toLowerCase(Locale.ROOT);
  }
}
