package dev.tocsin.store.database;

import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the classes of the tables ask, against tables with 20,000 rows in one partition:
 * PostgreSQL's own counters tell that each query finds its rows by indexes, and reads hardly more
 * than it returns.
 */
class QueryPlanIT {
  private static final int FEW = 1_500;

  /** From the sixth on the driver keeps the statement, and PostgreSQL may keep a general plan. */
  private static final int TIMES = 12;

  private final TestDatabase database = TestDatabase.create();
  // One connection, as PostgreSQL counts for each and adds up when that one asks for it.
  private final Database store = Database.open(single());

  private DatabaseConfig single() {
    DatabaseConfig config = database.config();
    return new DatabaseConfig(config.url(), config.user(), config.password(), 1);
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> everyQueryFindsItsRowsByIndexes() {
    Queries queries = Queries.fill(store);
    store.jdbi().useHandle(ManyRows::insert);
    store.jdbi().useHandle(h -> h.execute("VACUUM ANALYZE"));
    return eachReadsFew(queries.all());
  }

  /**
   * Every day begins with empty partitions, and plans that were made for these stay until
   * autovacuum comes by.
   */
  @TestFactory
  Stream<DynamicTest> theWayOfAnEventIsFoundByPlansThatAreOlderThanTheRows() {
    Queries queries = Queries.fill(store);
    store.jdbi().useHandle(QueryPlanIT::withoutAutovacuum);
    queries.onTheWay().values().forEach(QueryPlanIT::ask);
    store.jdbi().useHandle(ManyRows::insert);
    return eachReadsFew(queries.onTheWay());
  }

  private Stream<DynamicTest> eachReadsFew(Map<String, Runnable> queries) {
    return queries.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> readsFew(each.getKey(), each.getValue())));
  }

  private static void ask(Runnable query) {
    for (int i = 0; i < TIMES; i++) {
      query.run();
    }
  }

  private void readsFew(String name, Runnable query) {
    for (int i = 0; i < TIMES; i++) {
      Map<String, Long> before = rowsRead();
      query.run();
      Map<String, Long> after = rowsRead();
      after.replaceAll((what, count) -> count - before.getOrDefault(what, 0L));
      after.values().removeIf(count -> count < FEW);
      assertThat(after).as("%s reads", name).isEmpty();
    }
  }

  private static void withoutAutovacuum(Handle h) {
    h.createQuery(
            """
            SELECT oid::regclass::text FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace""")
        .mapTo(String.class)
        .list()
        .forEach(table -> h.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)"));
  }

  /** Rows read so far, by whole tables and by indexes. */
  private Map<String, Long> rowsRead() {
    String day = LocalDate.ofInstant(NOW, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    return store
        .jdbi()
        .withHandle(
            h -> {
              h.execute("SELECT pg_stat_force_next_flush()");
              return new LinkedHashMap<>(
                  h.createQuery(
                          """
                          SELECT relname AS what, seq_tup_read AS read FROM pg_stat_user_tables
                          WHERE relname LIKE '%' || :day
                            OR relname IN
                              ('subscription', 'api_key', 'event_type', 'event_type_version',
                               'event_type_day', 'event_type_source', 'template',
                               'template_version', 'suppression', 'inbound_token')
                          UNION ALL
                          SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes
                          WHERE relname LIKE '%' || :day
                            OR relname IN
                              ('subscription', 'api_key', 'event_type', 'event_type_version',
                               'event_type_day', 'event_type_source', 'template',
                               'template_version', 'suppression', 'inbound_token')""")
                      .bind("day", day)
                      .setMapKeyColumn("what")
                      .setMapValueColumn("read")
                      .collectInto(new GenericType<Map<String, Long>>() {}));
            });
  }
}
