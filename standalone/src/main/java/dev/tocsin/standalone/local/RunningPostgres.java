package dev.tocsin.standalone.local;

/** A server that somebody else runs, as {@code DATABASE_URL} names it. */
record RunningPostgres(DatabaseUrl url) implements LocalPostgres {

  @Override
  public String jdbcUrl() {
    return url.jdbcUrl();
  }

  @Override
  public String user() {
    return url.user();
  }

  @Override
  public String password() {
    return url.password();
  }

  @Override
  public String describe() {
    return "PostgreSQL: " + url.withoutParameters() + " (DATABASE_URL)";
  }

  @Override
  public void close() {}
}
