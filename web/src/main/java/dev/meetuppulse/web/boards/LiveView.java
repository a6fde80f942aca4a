package dev.meetuppulse.web.boards;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Status and boards of a window.
 *
 * @param counting the windows and dimensions there are
 * @param status null if nothing was published, and for a moment of the past
 * @param refusal why Redis takes no writes, with the setting to change; left out if it takes them
 * @param total of a criteria; null, and left out, of published boards
 * @param boards by dimension; null where there is none
 */
public record LiveView(
    String window,
    Counting counting,
    JsonNode status,
    @JsonInclude(JsonInclude.Include.NON_NULL) String refusal,
    @JsonInclude(JsonInclude.Include.NON_NULL) Total total,
    Map<String, BoardView> boards) {

  /** The windows and dimensions that requests can ask for. */
  public record Counting(List<String> windows, List<String> dimensions) {
    static Counting of(Catalog catalog) {
      return new Counting(catalog.windowNames(), catalog.dimensionIds());
    }
  }

  /**
   * The total of all selected RSVPs.
   *
   * @param going people: 1 + guests over the yes
   */
  public record Total(long rsvps, long yes, long no, long going) {}
}
