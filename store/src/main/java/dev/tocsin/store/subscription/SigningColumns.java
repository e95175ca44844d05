package dev.tocsin.store.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns {@code signatures} and {@code signing_keys}. */
final class SigningColumns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<StoredKey>> KEYS = new TypeReference<>() {};

  private SigningColumns() {}

  /** A key as the column has it; times are ISO 8601. */
  private record StoredKey(
      String scheme, String sealed, String createdAt, @Nullable String expiresAt) {}

  static Signing read(ResultSet row) throws SQLException {
    return new Signing(
        Rows.texts(row, "signatures").stream()
            .map(label -> SignatureScheme.parse(label).orElseThrow())
            .toList(),
        keys(row.getString("signing_keys")));
  }

  static Object[] labels(Signing signing) {
    return signing.schemes().stream().map(SignatureScheme::label).toArray();
  }

  static String write(List<SealedKey> keys) {
    try {
      return JSON.writeValueAsString(keys.stream().map(SigningColumns::stored).toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts can always be written", impossible);
    }
  }

  static List<SealedKey> keys(String json) {
    try {
      return JSON.readValue(json, KEYS).stream().map(SigningColumns::key).toList();
    } catch (JsonProcessingException foreign) {
      // Without its cause, whose message would quote the column.
      throw new IllegalStateException("A subscription's keys are not as they were stored");
    }
  }

  private static StoredKey stored(SealedKey key) {
    Instant end = key.expiresAt();
    return new StoredKey(
        key.scheme().label(),
        key.sealed(),
        key.createdAt().toString(),
        end == null ? null : end.toString());
  }

  private static SealedKey key(StoredKey stored) {
    String end = stored.expiresAt();
    return new SealedKey(
        SignatureScheme.parse(stored.scheme()).orElseThrow(),
        stored.sealed(),
        Instant.parse(stored.createdAt()),
        end == null ? null : Instant.parse(end));
  }
}
