package dev.tocsin.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
  private static final String BUSY_THEN_WAITING =
      "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo used; read end";

  /** Or a pool that closes its connections would give back what they had used. */
  @Test
  void whatAProcessHadUsedStaysWhenItEnds() throws Exception {
    CpuMeter meter = new CpuMeter(ProcessHandle.current());
    double before = meter.read().temporal();
    Process server = new ProcessBuilder("sh", "-c", BUSY_THEN_WAITING).start();
    try (BufferedReader output = server.inputReader()) {
      assertThat(output.readLine()).isEqualTo("used");
      double used = meter.read().temporal();
      assertThat(used).isGreaterThan(before);
      server.outputWriter().close();
      server.waitFor();
      assertThat(meter.read().temporal()).isGreaterThanOrEqualTo(used);
    } finally {
      server.destroyForcibly();
    }
  }
}
