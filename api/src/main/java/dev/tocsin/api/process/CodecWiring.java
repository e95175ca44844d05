package dev.tocsin.api.process;

import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.codec.CodecResource;
import dev.tocsin.api.codec.CodecSessionFilter;
import dev.tocsin.api.codec.CodecSessionResource;
import dev.tocsin.api.codec.CodecSessions;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.worker.config.HistoryConfig;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import io.dropwizard.jersey.setup.JerseyEnvironment;

/** The codec endpoint: there only where histories are, or were, encrypted. */
final class CodecWiring {
  private CodecWiring() {}

  static void register(JerseyEnvironment jersey, HistoryConfig config, ApiParts parts) {
    HistoryKeys keys = config.historyKeys();
    if (keys.isEmpty()) {
      return;
    }
    CodecSessions sessions = new CodecSessions(keys);
    jersey.register(new CodecResource(new HistoryCodec(keys), config.operators()));
    jersey.register(new CodecSessionResource(sessions, config.operators(), parts.clock()));
    jersey.register(
        new CodecSessionFilter(
            sessions,
            new ApiKeys(new ApiKeyDao(parts.database()), parts.clock()),
            config.operators(),
            config.uiOrigins(),
            parts.clock()));
  }
}
