package dev.meetuppulse.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome of one fault: the numbers that are wrong, and the time to recover.
 *
 * @param fault its name
 * @param variant which kind of it; may be empty
 * @param sent records that Kafka took meanwhile
 * @param invalid of these, records that break a rule
 * @param lost records not counted
 * @param countedTwice records counted that were not sent
 * @param wrongCounts record counts that differ from the truth
 * @param wrongRows rows of boards that differ from the truth
 * @param recoverySeconds from the fault, or from the return of what was taken away, until all
 *     boards were newer and held all that had been sent by then; below 0 if that never came
 * @param restarts worker processes that were started meanwhile
 * @param problem what else went wrong; may be empty
 */
public record FaultReport(
    String fault,
    String variant,
    long sent,
    long invalid,
    long lost,
    long countedTwice,
    int wrongCounts,
    int wrongRows,
    double recoverySeconds,
    int restarts,
    String problem) {

  /** True if nothing is lost, counted twice or wrong, and the boards came back. */
  public boolean clean() {
    return lost == 0
        && countedTwice == 0
        && wrongCounts == 0
        && wrongRows == 0
        && recoverySeconds >= 0
        && problem.isEmpty();
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fault", fault);
    if (!variant.isEmpty()) {
      json.put("variant", variant);
    }
    json.put("sent", sent);
    json.put("invalid", invalid);
    json.put("lost", lost);
    json.put("countedTwice", countedTwice);
    json.put("wrongCounts", wrongCounts);
    json.put("wrongRows", wrongRows);
    json.put(
        "recoverySeconds", recoverySeconds < 0 ? null : Math.round(recoverySeconds * 10) / 10.0);
    json.put("restarts", restarts);
    if (!problem.isEmpty()) {
      json.put("problem", problem);
    }
    return json;
  }

  public String line() {
    return String.format(
        "%-18s %-22s sent %7d  lost %d  twice %d  wrong counts %d  wrong rows %d  fresh after %s  restarts %d%s",
        fault,
        variant,
        sent,
        lost,
        countedTwice,
        wrongCounts,
        wrongRows,
        recoverySeconds < 0 ? "never" : String.format("%.1f s", recoverySeconds),
        restarts,
        problem.isEmpty() ? "" : "  " + problem);
  }
}
