package dev.tocsin.store.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** From rows of {@code template} and {@code template_version} to records. */
final class TemplateRows {
  static final String COLUMNS = "template_id, tenant, name, newest, created_at, updated_at";
  static final String VERSION_COLUMNS =
      "tenant, template_id, version, parts, created_at, created_by";

  private static final ObjectMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private TemplateRows() {}

  static Template template(ResultSet row, StatementContext context) throws SQLException {
    return new Template(
        row.getString("template_id"),
        row.getString("tenant"),
        row.getString("name"),
        row.getInt("newest"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  static TemplateVersion version(ResultSet row, StatementContext context) throws SQLException {
    return new TemplateVersion(
        row.getString("tenant"),
        row.getString("template_id"),
        row.getInt("version"),
        read(row.getString("parts")),
        Rows.instant(row, "created_at"),
        row.getString("created_by"));
  }

  static String write(TemplateParts parts) {
    try {
      return JSON.writeValueAsString(parts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts can always be written", impossible);
    }
  }

  private static TemplateParts read(String json) {
    try {
      return JSON.readValue(json, TemplateParts.class);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("A template's row holds JSON that is not ours", foreign);
    }
  }
}
