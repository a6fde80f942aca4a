package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.function.UnaryOperator;

/** The shapes in which people publish a record, most of them no line of JSON. */
enum RecordShape {
  AS_IT_IS(record -> record),
  SINGLE_QUOTES(record -> record.replace('"', '\'')),
  PYTHON(
      record ->
          "b\"" + record.replace('"', '\'').replace("null", "None").replace("true", "True") + "\""),
  UNQUOTED_KEYS(record -> record.replaceAll("\"(\\w+)\"\\s*:", "$1:")),
  JAVA_MAP(record -> record.replace("\"", "").replace(":", "=")),
  TEXT(record -> json(record)),
  TEXT_IN_AN_ENVELOPE(record -> "{\"rsvp_id\":7,\"message\":" + json(record) + "}"),
  TEXT_IN_A_KNOWN_FIELD(record -> "{\"rsvp_id\":7,\"response\":" + json(record) + ",}"),
  TEXT_IN_TEXT(record -> "{\"a\":[" + json(json(record)) + "],\"guests\":0}"),
  PYTHON_IN_AN_ENVELOPE(record -> "{\"log\":" + json(record.replace('"', '\'')) + "}"),
  QUERY_STRING(record -> "{\"body\":\"" + query("rsvp", record) + "\"}"),
  QUERY_STRING_IN_A_QUERY_STRING(
      record -> "{\"body\":\"" + query("url", query("rsvp", record)) + "\"}"),
  PAIRS(RecordShape::pairs),
  TABLE(RecordShape::table),
  ARRAY(record -> "[" + record + "," + record + "]"),
  TWO_ON_A_LINE(record -> record + record),
  ENVELOPE(record -> "{\"data\":{\"rsvps\":[" + record + "]}}"),
  PRETTY(record -> tree(record).toPrettyString()),
  YAML(record -> text(new YAMLMapper(), tree(record))),
  SERVER_SENT_EVENT(record -> "data: " + record),
  CSV(record -> "7,1500000000000,\"" + record.replace("\"", "\"\"") + "\""),
  UTF_16(record -> record, "UTF-16"),
  UTF_16_WITHOUT_MARK(record -> record, "UTF-16LE"),
  UTF_32(record -> record, "UTF-32LE"),
  BYTE_ORDER_MARK(record -> "\uFEFF" + record);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final UnaryOperator<String> rewrite;
  private final Charset charset;

  RecordShape(UnaryOperator<String> rewrite) {
    this(rewrite, UTF_8.name());
  }

  RecordShape(UnaryOperator<String> rewrite, String charset) {
    this.rewrite = rewrite;
    this.charset = Charset.forName(charset);
  }

  /** The bytes of a record, which is one JSON object, in this shape. */
  byte[] of(String record) {
    return rewrite.apply(record).getBytes(charset);
  }

  private static String pairs(String record) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    tree(record)
        .properties()
        .forEach(
            field -> pairs.addObject().put("name", field.getKey()).set("value", field.getValue()));
    return "{\"attributes\":" + pairs + "}";
  }

  private static String table(String record) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    ArrayNode columns = table.putArray("columns");
    ArrayNode row = table.putArray("rows").addArray();
    tree(record)
        .properties()
        .forEach(
            field -> {
              columns.add(field.getKey());
              row.add(field.getValue());
            });
    return table.toString();
  }

  private static String query(String name, String value) {
    return name + "=" + URLEncoder.encode(value, UTF_8);
  }

  private static String json(String text) {
    return text(MAPPER, text);
  }

  private static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(String record) {
    try {
      return MAPPER.readTree(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
