package dev.tocsin.store.database;

/**
 * Where PostgreSQL is.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param user the role to connect as; it must own the schema
 * @param password may be empty where the server asks for none
 * @param poolSize connections that this process holds at most, 2 to 100
 */
public record DatabaseConfig(String url, String user, String password, int poolSize) {
  public DatabaseConfig {
    if (!url.startsWith("jdbc:postgresql:")) {
      // Not told back: somebody may have put a password into it.
      throw new IllegalArgumentException(
          "The database's URL must be jdbc:postgresql://host:port/database");
    }
  }

  @Override
  public String toString() {
    return "DatabaseConfig[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
  }
}
