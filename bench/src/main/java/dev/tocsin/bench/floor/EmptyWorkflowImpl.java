package dev.tocsin.bench.floor;

/** Costs what any workflow costs at least: five events of history. */
public final class EmptyWorkflowImpl implements EmptyWorkflow {
  @Override
  public void run() {}
}
