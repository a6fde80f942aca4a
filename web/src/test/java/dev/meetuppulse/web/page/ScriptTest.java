package dev.meetuppulse.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.web.Chromium;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single modules of the page's script, in a real browser, with time as an argument. */
class ScriptTest {
  private static Chromium browser;

  @BeforeAll
  static void startBrowser() {
    browser = new Chromium();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "silent: 1000 | live | Live",
        "silent: 4000, status: { publishedAt: 1e12 - 604000 } | live | Live the topology’s clock is 10 min behind",
        "status: { publishedAt: 1e12 + 90000 } | live | Live the topology’s clock is 1 min 30 s ahead",
        "silent: 6000 | stale | Stale no news for 6 s",
        "silent: 14999 | stale | Stale no news for 14 s",
        "silent: 15000 | down | Storm is down nothing counted for 15 s",
        "status: { rebuilding: true } | rebuilding | Rebuilding 25% of the recent stream read again",
        "boards: lag(4999, 0) | live | Live",
        "boards: lag(0, 180000), status: { clockKind: 'event' } | live | Live",
        "boards: lag(0, 180000), status: { clockKind: 'event', revision: 7 } | stuck | Boards are stuck topics: nothing new for 3 min 0 s",
        "boards: lag(0, 5000) | stale | Stale topics: nothing new for 5 s",
        "boards: lag(15000, 180000) | stuck | Boards are stuck cities, topics: nothing new for 3 min 0 s",
        "boards: { ...lag(0, 0), topics: { dimension: 'topics', measure: 'going', publishedAt: 0 }, states: null } | live | Live",
        "status: { kafkaDown: true } | down | Kafka is down no new RSVPs; counts so far are kept",
        "silent: 60000, status: { kafkaDown: true } | down | Storm is down nothing counted for 1 min 0 s",
        "silent: 60000, status: { clockKind: 'event' } | recording | Recording all of it is counted",
        "silent: 60000, status: { clockKind: 'event', reason: 'away', lag: 0 } | recording | Recording all of it is counted",
        "silent: 60000, status: { clockKind: 'event', reason: 'away', lag: 3 } | down | Storm is down nothing counted",
        "error: { error: 'redis_down' } | down | Redis is down showing the last good boards; next try in 3 s",
        "error: { error: 'redis_refuses', message: 'NOAUTH; set it' } | down | Redis refuses NOAUTH; set it; next try in 3 s",
        "lost: true | reconnecting | Reconnecting the page’s server does not answer; next try in 3 s",
        "missed: 12 | paused | Paused 12 RSVPs since",
        "refusal: 'OOM' | down | Redis refuses writes nothing new is counted",
        "refusal: 'OOM', status: null | down | Redis refuses writes nothing new is counted",
        "status: null | none | No data yet waiting for the first board",
        "status: { reason: 'paused', since: 1e12 - 65000 } | halted | Paused in Storm nothing counted for 1 min 5 s",
        "status: { reason: 'away', since: 1e12 - 11000 } | down | Storm is down nothing counted for 11 s",
        "status: { reason: 'kafka_away', kafkaDown: true } | down | Kafka is down nothing counted",
        "status: { reason: 'dead_letters' } | down | Stuck nothing counted",
        "status: { reason: 'store' } | down | Redis refuses not all boards are published",
        "status: { reason: 'store', partitions: [{ partition: 3, reason: 'store' }] } | down | Redis refuses nothing counted",
        "missed: 12, status: { stuck: 1, lag: 11 } | stuck | Partition 3 is stuck 11 records wait; other partitions continue",
        "status: { stuck: 2, lag: 11 } | stuck | 2 of 2 partitions are stuck 11 records wait",
      })
  void eachState_isShownInWords(String facts, String state, String words) {
    List<String> verdict =
        browser.run(
            """
            const lag = (...ms) => Object.fromEntries(['cities', 'topics'].map((dimension, i) => [dimension, { dimension, publishedAt: 1e12 - ms[i] }]));
            const facts = { %s };
            const status = { clockKind: 'wall', publishedAt: 1e12 - (facts.silent ?? 0), rebuilding: false, stuck: 0, lag: 0, partitions: [
              { partition: 1, next: 50, rebuildEnd: 200 }, { partition: 3, next: 0, rebuildEnd: 0, reason: 'no_leader', text: 'why' }] };
            const { judge } = %s;
            const verdict = judge({ now: 1e12, silent: 0, refusal: null, error: null, lost: false, next: 3, missed: null, at: null,
              ...facts, status: facts.status === null ? null : { ...status, ...facts.status } });
            return [verdict.state, `${verdict.word} ${verdict.detail}`.trim()];
            """
                .formatted(facts, expression("truth.js")));

    assertThat(verdict).containsExactly(state, words);
  }

  @Test
  void troubles_areOneLineForEachReasonAndEachLoss() {
    List<String> lines =
        browser.run(
            """
            const stuck = (partition, text) => ({ partition, reason: 'x', text });
            const status = { clockKind: 'wall', stuck: 3, lag: 9, partitions: [stuck(0, 'no leader: start it'),
              { partition: 1, reason: null, lost: 20, lostText: 'the log was cut back' }, stuck(2, 'damaged: mend it'), stuck(5, 'no leader: start it')] };
            const { judge } = %s;
            const lines = (extra) => judge({ now: 1e12, silent: 0, refusal: null, error: null, lost: false, next: 3, missed: null, at: null, status: { ...status, ...extra } })
              .troubles.map(({ partitions, text }) => `${partitions}: ${text}`);
            return [...lines(), '--', ...lines({ reason: 'paused', text: 'activate it', refusedDeployment: { name: 'other', topic: 'rsvps' } }), '--', ...lines({ reason: 'store', text: 'WRONGTYPE' })];
            """
                .formatted(expression("truth.js")));

    assertThat(lines)
        .containsExactly(
            "Partitions 0, 5: no leader: start it",
            "Partition 2: damaged: mend it",
            "Partition 1: 20 records lost: the log was cut back",
            "--",
            ": The topology other (topic rsvps) was refused, because these boards belong to another topology; give it"
                + " a redis.prefix of its own",
            ": activate it",
            "Partition 1: 20 records lost: the log was cut back",
            "--",
            ": WRONGTYPE",
            "Partitions 0, 5: no leader: start it",
            "Partition 2: damaged: mend it",
            "Partition 1: 20 records lost: the log was cut back");
  }

  @Test
  void silence_isMeasuredByThePagesOwnClock_onceAStatusHasChanged() {
    List<Long> silences =
        browser.run(
            """
            const { noteNews, silence, forgiveSilence } = %s;
            const anHourAhead = 3_600_000;
            const status = (publishedAt) => ({ publishedAt });
            const found = [];
            noteNews(status(5_000), 0);
            found.push(silence(status(5_000), 0, 7_000));
            noteNews(status(6_000), 1_000);
            found.push(silence(status(6_000), 1_000, 7_000 + anHourAhead));
            noteNews(status(6_000), 9_000);
            found.push(silence(status(6_000), 9_000, 7_000 - anHourAhead));
            forgiveSilence(100_000);
            found.push(silence(status(6_000), 101_000, 0));
            found.push(silence(status(0), 1e9, 1e9), silence(null, 1e9, 1e9));
            return found;
            """
                .formatted(expression("news.js")));

    assertThat(silences).containsExactly(2_000L, 0L, 8_000L, 1_000L, 0L, 0L);
  }

  @Test
  void silence_isThePagesOwnWait_whereTheTopologysClockIsAhead() {
    List<Long> silences =
        browser.run(
            """
            const { noteNews, silence, forgiveSilence } = %s;
            const status = { publishedAt: 3_600_000 };
            noteNews(status, 1_000);
            const found = [silence(status, 16_000, 15_000)];
            forgiveSilence(100_000);
            noteNews(status, 101_000);
            return [...found, silence(status, 102_000, 101_000)];
            """
                .formatted(expression("news.js")));

    assertThat(silences).containsExactly(15_000L, 2_000L);
  }

  @Test
  void numbersAreWrittenAsTheServerWritesThem() {
    for (double n : new double[] {0, 0.0003, 0.02, 0.4, 1, 3.45, 9.949, 9.96, 12.5, 1234.4}) {
      assertThat(browser.<String>value(expression("format.js") + ".pace(" + n + ")"))
          .as("pace of " + n)
          .isEqualTo(Numbers.pace(n));
    }
    for (long n :
        new long[] {0, 7, 9_999, 12_345, 99_999, 100_000, 123_449, 1_250_000, 9_999_999}) {
      assertThat(
              browser.<List<String>>run(
                  "const { brief, tight, percent } = "
                      + expression("format.js")
                      + "; return [brief, tight].map((f) => f(arguments[0]))"
                      + ".concat(percent(arguments[0], 12345), percent(12345, arguments[0]))",
                  n))
          .containsExactly(
              Numbers.brief(n),
              Numbers.tight(n),
              Numbers.percent(n, 12_345),
              Numbers.percent(12_345, n));
    }
    for (String window : List.of("30s", "1m", "5m", "1h", "24h", "1d", "7d", "all")) {
      assertThat(browser.<String>value(expression("format.js") + ".span(arguments[0])", window))
          .isEqualTo(Words.span(window));
    }
  }

  @Test
  void poll_asksMoreRarely_whenThePageIsNotTouched() {
    assertThat(
            browser.<String>run(
                """
                const { Poll } = %s;
                const poll = new Poll(() => '', () => {});
                const first = poll.every;
                poll.touchedAt -= 60000;
                const untouched = poll.every;
                dispatchEvent(new Event('pointermove'));
                return [first, untouched, poll.every].join();
                """
                    .formatted(expression("poll.js"))))
        .isEqualTo("1000,2000,1000");
  }

  private static String expression(String module) {
    return Scripts.modules(module).strip().replaceFirst(";$", "");
  }
}
