package dev.tocsin.api.process;

import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An API and the keys of two tenants. */
abstract class ApiRig {
  static final String EVENT =
      "{\"eventType\":\"Deployment\",\"severity\":\"high\",\"title\":\"t\"%s}";
  static TestDatabase database;
  static TestWorkflowEnvironment temporal;
  static StartedApi api;
  static ApiKeySecret key;
  static ApiKeySecret stranger;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    stranger = StartedApi.key(database.database(), "stranger");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }
}
