package dev.tocsin.standalone.crash;

import dev.tocsin.standalone.crash.HaltPoint.Target;
import java.util.EnumSet;

/** Of the workflows of targets: those that are down, and those with limits. */
class TargetHaltIT extends HaltsInTurn {
  static final EnumSet<Target> TARGETS = EnumSet.of(Target.DOWN, Target.LIMITED);

  TargetHaltIT() {
    super("target-halt", TARGETS);
  }
}
