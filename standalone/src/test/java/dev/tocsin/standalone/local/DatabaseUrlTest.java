package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void readsTheFormOfHostingServices() {
    assertThat(
            DatabaseUrl.parse("postgres://me:p%40ss%3Aw+rd@db.example:5433/tocsin?sslmode=require"))
        .isEqualTo(
            new DatabaseUrl(
                "jdbc:postgresql://db.example:5433/tocsin?sslmode=require", "me", "p@ss:w+rd"));
  }

  @Test
  void readsTheFormOfJdbc() {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://db/tocsin?user=me&ssl=true&password=p%26q"))
        .isEqualTo(new DatabaseUrl("jdbc:postgresql://db/tocsin?ssl=true", "me", "p&q"));
  }

  @Test
  void needsNeitherUserNorPassword() {
    assertThat(DatabaseUrl.parse("postgresql://db/tocsin"))
        .isEqualTo(new DatabaseUrl("jdbc:postgresql://db/tocsin", "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me:secret@db/tocsin",
        "me:secret@db",
        "postgres://me:sec ret@db/x",
        "postgres://me:secret%zz@db/x",
        "postgres:///secret"
      })
  void refusesWithoutShowingTheValue(String value) {
    assertThatThrownBy(() -> DatabaseUrl.parse(value))
        .isInstanceOf(LocalServerException.class)
        .hasNoCause()
        .hasMessageStartingWith("DATABASE_URL is not readable")
        .hasMessageNotContaining("sec");
  }

  @Test
  void showsNoSecret() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://me:secret@db/tocsin?sslpassword=secret");
    assertThat(url.toString()).isEqualTo("jdbc:postgresql://db/tocsin as me");
  }
}
