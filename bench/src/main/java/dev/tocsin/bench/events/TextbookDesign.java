package dev.tocsin.bench.events;

import dev.tocsin.bench.system.AppProcess;
import dev.tocsin.bench.system.Cpu;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.bench.textbook.ServedTextbook;
import dev.tocsin.bench.textbook.TextbookTables;
import dev.tocsin.store.database.Database;

/** The yardstick, on the servers of a Tocsin that rests meanwhile. */
final class TextbookDesign implements Design, AutoCloseable {
  private final RunningTocsin resting;
  private final AppProcess process;
  private final Database database;
  private final TextbookTables tables;

  private TextbookDesign(RunningTocsin resting, AppProcess process, Database database) {
    this.resting = resting;
    this.process = process;
    this.database = database;
    this.tables = new TextbookTables(database);
  }

  static TextbookDesign start(RunningTocsin resting) throws InterruptedException {
    return new TextbookDesign(
        resting,
        AppProcess.start(ServedTextbook.class, "textbook", resting.servers()),
        resting.openDatabase(1));
  }

  @Override
  public Kind kind() {
    return Kind.TEXTBOOK;
  }

  @Override
  public String url() {
    return process.url();
  }

  /** The tenant's name: it authenticates nobody. */
  @Override
  public String key(int tenant) {
    return "bench-" + tenant;
  }

  @Override
  public void subscribe(int tenant, String type, String target) {
    tables.subscribe(key(tenant), type, target);
  }

  @Override
  public Cpu cpu() {
    Cpu servers = resting.cpu();
    return new Cpu(process.cpuSeconds(), servers.temporal(), servers.postgres());
  }

  @Override
  public long historyEvents(String type) {
    return resting.workflows().historyEvents("WorkflowId STARTS_WITH 'textbook:" + type + ":'");
  }

  @Override
  public void close() {
    database.close();
    process.close();
  }
}
