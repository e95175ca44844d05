package dev.tocsin.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A report as JSON, with the machine beside the figures. */
public final class ResultFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ResultFile() {}

  /** Writes a new file into the folder, and says which. */
  public static Path write(Path folder, Report report, Instant at) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(report.name() + "-" + STAMP.format(at) + ".json");
    Files.writeString(file, JSON.writeValueAsString(json(report, at)) + "\n");
    return file;
  }

  private static ObjectNode json(Report report, Instant at) {
    ObjectNode json = JSON.createObjectNode();
    json.put("benchmark", report.name());
    json.put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
    json.set("machine", JSON.valueToTree(Machine.describe()));
    json.set("versions", JSON.valueToTree(report.versions()));
    json.set("settings", JSON.valueToTree(report.settings()));
    ArrayNode grids = json.putArray("figures");
    report.grids().forEach(grid -> grids.add(json(grid)));
    json.set("budgets", JSON.valueToTree(report.budgets()));
    return json;
  }

  private static ObjectNode json(Grid grid) {
    ObjectNode json = JSON.createObjectNode();
    json.put("title", grid.title());
    ArrayNode rows = json.putArray("rows");
    for (var cells : grid.rows()) {
      ObjectNode row = rows.addObject();
      for (int i = 0; i < cells.size(); i++) {
        String column = grid.columns().get(i);
        row.set(column.isEmpty() ? "what" : column, JSON.valueToTree(cells.get(i)));
      }
    }
    return json;
  }
}
