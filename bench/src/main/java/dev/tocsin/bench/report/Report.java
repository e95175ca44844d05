package dev.tocsin.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one measurement found.
 *
 * @param name the sub-command
 * @param versions of what was measured
 * @param settings what it was measured with, in the order in which they are shown
 */
public record Report(
    String name,
    Map<String, String> versions,
    Map<String, Object> settings,
    List<Grid> grids,
    List<Budget> budgets) {
  public Report {
    versions = new LinkedHashMap<>(versions);
    settings = new LinkedHashMap<>(settings);
    grids = List.copyOf(grids);
    budgets = List.copyOf(budgets);
  }
}
