package dev.tocsin.standalone.crash;

import java.util.EnumSet;

/** Of events, deliveries and redrives. */
class HaltIT extends HaltsInTurn {
  HaltIT() {
    super("halt", EnumSet.complementOf(TargetHaltIT.TARGETS));
  }
}
