package dev.tocsin.store.catalogue;

import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import dev.tocsin.store.eventtype.BuiltInEventTypes;
import dev.tocsin.store.eventtype.EventTypeVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Finds event types: those that are registered, and those that were only seen in events. */
public final class CatalogueDao {
  /** Looked up for each row that needs it: a join would read the versions of all types. */
  private static final String DESCRIPTION =
      "(SELECT v.description FROM event_type_version v"
          + " WHERE v.tenant = t.tenant AND v.name = t.name AND v.version = t.newest)";

  private static final String COLUMNS =
      "name, t.newest, " + DESCRIPTION + " AS description, t.owner, t.domain";

  private final Jdbi jdbi;

  public CatalogueDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The tenant's types and Tocsin's own by name, the first {@code limit} of them. */
  public List<CatalogueEntry> list(String tenant, CatalogueQuery query, int limit) {
    StringBuilder registered = new StringBuilder(" WHERE t.tenant = :tenant AND t.name > :after");
    StringBuilder seen = new StringBuilder(" WHERE d.tenant = :tenant AND d.name > :after");
    for (int word = 0; word < query.words().size(); word++) {
      registered
          .append(" AND concat_ws(' ', t.name, t.owner, t.domain, " + DESCRIPTION + ") ILIKE :word")
          .append(word);
      seen.append(" AND d.name ILIKE :word").append(word);
    }
    registered
        .append(query.domain() == null ? "" : " AND t.domain = :domain")
        .append(query.owner() == null ? "" : " AND t.owner = :owner");
    // Each half in the order of its primary key, so that PostgreSQL stops after one page; the limit
    // as a number, so that it knows that it will.
    String page = " ORDER BY name LIMIT " + limit;
    String names = "(SELECT t.name FROM event_type t" + registered + page + ")";
    if (query.domain() == null && query.owner() == null) {
      names +=
          " UNION (SELECT d.name FROM event_type_day d" + seen + " GROUP BY d.name" + page + ")";
    }
    names += " UNION SELECT b.name FROM unnest(:builtIn) AS b (name) WHERE b.name > :after";
    String sql =
        "SELECT n."
            + COLUMNS
            + " FROM (SELECT name FROM ("
            + names
            + ") AS both_halves"
            + page
            + ") AS n LEFT JOIN LATERAL (SELECT * FROM event_type e"
            + " WHERE e.tenant = :tenant AND e.name = n.name LIMIT 1) AS t ON true"
            + " ORDER BY n.name";
    return jdbi.withHandle(
        handle -> {
          var asked = handle.createQuery(sql).bind("tenant", tenant).bind("after", query.after());
          for (int word = 0; word < query.words().size(); word++) {
            asked.bind("word" + word, "%" + literal(query.words().get(word)) + "%");
          }
          asked.bindArray("builtIn", String.class, builtIn(query));
          bindIfThere(asked, "domain", query.domain());
          bindIfThere(asked, "owner", query.owner());
          return asked.map((row, context) -> shown(entry(row))).list();
        });
  }

  /** The tenant's type of that name; a type without a contract once one of its events was seen. */
  public Optional<CatalogueEntry> find(String tenant, String name) {
    Optional<CatalogueEntry> builtIn = BuiltInEventTypes.find(name).map(CatalogueDao::entry);
    return builtIn.isPresent() ? builtIn : registeredOrSeen(tenant, name);
  }

  private Optional<CatalogueEntry> registeredOrSeen(String tenant, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "(SELECT t."
                        + COLUMNS
                        + " FROM event_type t WHERE t.tenant = :tenant AND t.name = :name) UNION ALL"
                        + " (SELECT name, NULL, NULL, NULL, NULL FROM event_type_day"
                        + " WHERE tenant = :tenant AND name = :name LIMIT 1) LIMIT 1")
                .bind("tenant", tenant)
                .bind("name", name)
                .map((row, context) -> entry(row))
                .findOne());
  }

  private static void bindIfThere(Query query, String name, @Nullable String value) {
    if (value != null) {
      query.bind(name, value);
    }
  }

  /** A text as a pattern of LIKE that matches nothing else. */
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** The names of Tocsin's own types that a query shows. */
  private static List<String> builtIn(CatalogueQuery query) {
    return BuiltInEventTypes.all().stream()
        .filter(each -> query.domain() == null || query.domain().equals(each.domain()))
        .filter(each -> query.owner() == null || query.owner().equals(each.owner()))
        .filter(each -> query.words().stream().allMatch(word -> says(each, word)))
        .map(EventTypeVersion::name)
        .toList();
  }

  private static boolean says(EventTypeVersion type, String word) {
    return (type.name() + " " + type.owner() + " " + type.domain() + " " + type.description())
        .toLowerCase(Locale.ROOT)
        .contains(word.toLowerCase(Locale.ROOT));
  }

  private static CatalogueEntry shown(CatalogueEntry entry) {
    return BuiltInEventTypes.find(entry.name()).map(CatalogueDao::entry).orElse(entry);
  }

  private static CatalogueEntry entry(EventTypeVersion builtIn) {
    return new CatalogueEntry(
        builtIn.name(),
        builtIn.version(),
        builtIn.description(),
        builtIn.owner(),
        builtIn.domain());
  }

  private static CatalogueEntry entry(ResultSet row) throws SQLException {
    return new CatalogueEntry(
        row.getString("name"),
        Rows.nullableInt(row, "newest"),
        row.getString("description"),
        row.getString("owner"),
        row.getString("domain"));
  }
}
