package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", System.getProperty("user.home"));

  @TempDir Path folder;
  private final Lines lines = new Lines();
  private TocsinHome home;

  @BeforeEach
  void home() {
    home = new TocsinHome(folder.resolve("a home"));
  }

  @Test
  void isDurableAndListensOnLoopbackOnly() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
      assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(postgres, "full_page_writes")).isEqualTo("on");
      assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(postgres, "server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void saysInOneLineWhatItTookAndKeepsThePasswordToItself() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThat(lines.all()).singleElement().asString().startsWith("PostgreSQL: embedded");
      assertThat(lines.all().get(0)).doesNotContain("\n").doesNotContain(postgres.password());
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
          .isInstanceOf(SQLException.class);
      assertThat(Files.getPosixFilePermissions(home.postgres().resolve("password")))
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  @Test
  void keepsItsDataOverACleanStop() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      execute(postgres, "CREATE TABLE kept AS SELECT 42 AS value");
    }
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThat(query(postgres, "SELECT value FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void keepsCommittedDataOverAKillAndComesBackOnTheSamePort() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      execute(postgres, "CREATE TABLE kept (value int)");
      try (Connection connection = connect(postgres);
          Statement statement = connection.createStatement()) {
        statement.execute("INSERT INTO kept VALUES (42)");
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO kept VALUES (43)");
        postgres.kill(); // with this connection's process in the middle of a transaction
      }
      assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);

      postgres.restart();

      assertThat(query(postgres, "SELECT string_agg(value::text, ',') FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void stopsTheServerOfAKilledTocsinAndStartsAgain() throws Exception {
    ProcessHandle orphan = LeavesOrphans.run("postgres", home.folder(), ENVIRONMENT);
    assertThat(orphan.isAlive()).isTrue();

    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThat(orphan.isAlive() && orphan.info().commandLine().isPresent()).isFalse();
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void startsOverAProcessIdThatAnotherProgramHasByNow() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      postgres.kill();
    }
    Path pidFile = home.postgres().resolve("data/postmaster.pid");
    String left = Files.readString(pidFile);
    Files.writeString(pidFile, left.replaceFirst("^\\d+", "" + ProcessHandle.current().pid()));

    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void leavesTheServerOfALiveTocsinAlone() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      assertThatThrownBy(() -> LocalPostgres.start(ENVIRONMENT, home, lines))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining("Another Tocsin (process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("TOCSIN_HOME");
      assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void usesTheDatabaseThatTheEnvironmentNames() throws Exception {
    try (LocalPostgres server = LocalPostgres.start(ENVIRONMENT, home, lines)) {
      String url =
          server
              .jdbcUrl()
              .replace(
                  "jdbc:postgresql://",
                  "postgres://" + server.user() + ":" + server.password() + "@");
      TocsinHome other = new TocsinHome(folder.resolve("other"));

      try (LocalPostgres named = LocalPostgres.start(Map.of("DATABASE_URL", url), other, lines)) {
        assertThat(query(named, "SELECT 1")).isEqualTo("1");
        assertThat(named.describe()).doesNotContain(server.password());
        assertThat(other.folder()).isEmptyDirectory();
      }
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  private static String setting(LocalPostgres postgres, String name) throws SQLException {
    return query(postgres, "SHOW " + name);
  }

  private static String query(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }
}
