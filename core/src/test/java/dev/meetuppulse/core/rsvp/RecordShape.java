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

/** The shapes in which people publish a record, most of them no line of JSON. */
enum RecordShape {
  AS_IT_IS {
    @Override
    byte[] of(String record) {
      return record.getBytes(UTF_8);
    }
  },
  SINGLE_QUOTES {
    @Override
    byte[] of(String record) {
      return record.replace('"', '\'').getBytes(UTF_8);
    }
  },
  PYTHON {
    @Override
    byte[] of(String record) {
      String python = record.replace('"', '\'').replace("null", "None").replace("true", "True");
      return ("b\"" + python + "\"").getBytes(UTF_8);
    }
  },
  UNQUOTED_KEYS {
    @Override
    byte[] of(String record) {
      return record.replaceAll("\"(\\w+)\"\\s*:", "$1:").getBytes(UTF_8);
    }
  },
  JAVA_MAP {
    @Override
    byte[] of(String record) {
      return record.replace("\"", "").replace(":", "=").getBytes(UTF_8);
    }
  },
  TEXT {
    @Override
    byte[] of(String record) {
      return quoted(record).getBytes(UTF_8);
    }
  },
  TEXT_IN_AN_ENVELOPE {
    @Override
    byte[] of(String record) {
      return ("{\"rsvp_id\":7,\"message\":" + quoted(record) + "}").getBytes(UTF_8);
    }
  },
  TEXT_IN_A_KNOWN_FIELD {
    @Override
    byte[] of(String record) {
      return ("{\"rsvp_id\":7,\"response\":" + quoted(record) + ",}").getBytes(UTF_8);
    }
  },
  TEXT_IN_TEXT {
    @Override
    byte[] of(String record) {
      return ("{\"a\":[" + quoted(quoted(record)) + "],\"guests\":0}").getBytes(UTF_8);
    }
  },
  PYTHON_IN_AN_ENVELOPE {
    @Override
    byte[] of(String record) {
      return ("{\"log\":" + quoted(record.replace('"', '\'')) + "}").getBytes(UTF_8);
    }
  },
  QUERY_STRING {
    @Override
    byte[] of(String record) {
      return ("{\"body\":\"rsvp=" + URLEncoder.encode(record, UTF_8) + "\"}").getBytes(UTF_8);
    }
  },
  QUERY_STRING_IN_A_QUERY_STRING {
    @Override
    byte[] of(String record) {
      String query = URLEncoder.encode("rsvp=" + URLEncoder.encode(record, UTF_8), UTF_8);
      return ("{\"body\":\"url=" + query + "\"}").getBytes(UTF_8);
    }
  },
  PAIRS {
    @Override
    byte[] of(String record) {
      ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
      tree(record)
          .properties()
          .forEach(
              field ->
                  pairs.addObject().put("name", field.getKey()).set("value", field.getValue()));
      return ("{\"attributes\":" + pairs + "}").getBytes(UTF_8);
    }
  },
  TABLE {
    @Override
    byte[] of(String record) {
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
      return table.toString().getBytes(UTF_8);
    }
  },
  ARRAY {
    @Override
    byte[] of(String record) {
      return ("[" + record + "," + record + "]").getBytes(UTF_8);
    }
  },
  TWO_ON_A_LINE {
    @Override
    byte[] of(String record) {
      return (record + record).getBytes(UTF_8);
    }
  },
  ENVELOPE {
    @Override
    byte[] of(String record) {
      return ("{\"data\":{\"rsvps\":[" + record + "]}}").getBytes(UTF_8);
    }
  },
  PRETTY {
    @Override
    byte[] of(String record) {
      return tree(record).toPrettyString().getBytes(UTF_8);
    }
  },
  YAML {
    @Override
    byte[] of(String record) {
      try {
        return new YAMLMapper().writeValueAsBytes(tree(record));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  },
  SERVER_SENT_EVENT {
    @Override
    byte[] of(String record) {
      return ("data: " + record).getBytes(UTF_8);
    }
  },
  CSV {
    @Override
    byte[] of(String record) {
      return ("7,1500000000000,\"" + record.replace("\"", "\"\"") + "\"").getBytes(UTF_8);
    }
  },
  UTF_16 {
    @Override
    byte[] of(String record) {
      return record.getBytes(Charset.forName("UTF-16"));
    }
  },
  UTF_16_WITHOUT_MARK {
    @Override
    byte[] of(String record) {
      return record.getBytes(Charset.forName("UTF-16LE"));
    }
  },
  UTF_32 {
    @Override
    byte[] of(String record) {
      return record.getBytes(Charset.forName("UTF-32LE"));
    }
  },
  BYTE_ORDER_MARK {
    @Override
    byte[] of(String record) {
      return ("\uFEFF" + record).getBytes(UTF_8);
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The bytes of a record, which is one JSON object, in this shape. */
  abstract byte[] of(String record);

  private static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
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
