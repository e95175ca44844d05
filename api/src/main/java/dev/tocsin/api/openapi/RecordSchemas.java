package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from records what Swagger does not see: which fields are always there, which may be null,
 * and that a {@link JsonText} is an object.
 */
final class RecordSchemas implements ModelConverter {
  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    JavaType java = Json31.mapper().constructType(type.getType());
    if (java.getRawClass() == JsonText.class) {
      return new JsonSchema().typesItem("object");
    }
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (java.getRawClass().isRecord()) {
      String reference = schema == null ? null : schema.get$ref();
      Schema<?> defined =
          reference == null
              ? schema
              : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
      if (defined != null && defined.getProperties() != null) {
        describe(java.getRawClass(), defined);
      }
    }
    return schema;
  }

  private static void describe(Class<?> type, Schema<?> schema) {
    for (RecordComponent component : type.getRecordComponents()) {
      Schema<?> property = schema.getProperties().get(component.getName());
      if (property == null) {
        continue;
      }
      if (!isLeftOutWhereNull(type, component)) {
        schema.addRequiredItem(component.getName());
      }
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        schema.addProperty(component.getName(), orNull(property));
      }
    }
  }

  private static Schema<?> orNull(Schema<?> schema) {
    Schema<?> none = new JsonSchema().typesItem("null");
    if (schema.get$ref() != null) {
      return new JsonSchema().anyOf(List.of(schema, none));
    }
    if (schema.getTypes() == null) {
      return schema; // anything, so null too
    }
    Set<String> types = new LinkedHashSet<>(schema.getTypes());
    types.add("null");
    schema.setTypes(types);
    return schema;
  }

  private static boolean isLeftOutWhereNull(Class<?> type, RecordComponent component) {
    JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    if (include == null) {
      include = type.getAnnotation(JsonInclude.class);
    }
    return include != null
        && (include.value() == JsonInclude.Include.NON_EMPTY
            || include.value() == JsonInclude.Include.NON_NULL
                && component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }
}
