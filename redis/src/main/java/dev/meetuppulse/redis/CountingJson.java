package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.journal.UnreadableStateException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that boards are counted with, as a JSON object of text by the setting's key. They
 * are stored in Redis with the boards, so that a reader needs no settings of its own.
 */
final class CountingJson {
  private static final String COUNT = "count.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private CountingJson() {}

  static String of(Settings settings) {
    Map<String, String> values = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      if (setting.key().startsWith(COUNT)) {
        values.put(setting.key(), settings.text(setting));
      }
    }
    return StoredJson.write(values);
  }

  /**
   * The reader's settings, overridden by those that {@link #of} wrote. Unknown ones, of a later
   * version, are ignored.
   */
  static Settings over(Settings own, String json) {
    try {
      Map<String, String> values = JSON.readValue(json, new TypeReference<>() {});
      Map<Setting, String> known = new EnumMap<>(Setting.class);
      for (Setting setting : Setting.values()) {
        String value = setting.key().startsWith(COUNT) ? values.get(setting.key()) : null;
        if (value != null) {
          known.put(setting, value);
        }
      }
      return own.with(known);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UnreadableStateException(
          "the settings alongside the boards in Redis can't be read: " + e.getMessage(), e);
    }
  }
}
