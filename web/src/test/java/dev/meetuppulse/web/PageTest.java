package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.window.Dimension;
import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser, over the real server and a real Redis. */
class PageTest extends RunningServer {
  /** Holds the page's timers back until {@code passTime()}, and counts what it asks the API. */
  private static final String HOLD_TIME =
      """
      const held = new Map();
      const plan = window.setTimeout;
      const cancel = window.clearTimeout;
      const get = window.fetch;
      window.asked = 0;
      window.setTimeout = (run, ms, ...with_) => {
        const id = plan(() => {}, ms);
        held.set(id, () => run(...with_));
        return id;
      };
      window.clearTimeout = (id) => {
        held.delete(id);
        cancel(id);
      };
      window.fetch = (address, ...more) => {
        if (String(address).includes('api/v1/')) asked++;
        return get(address, ...more);
      };
      window.passTime = () => {
        const due = [...held.values()];
        held.clear();
        due.forEach((run) => run());
      };
      """;

  private static final String ROWS =
      "[...document.querySelectorAll('[data-dimension=%s] .rows > li:not(.leaving)')]"
          + ".map((li) => ['.rank', '.name', '.value', '.share'].map((part) =>"
          + " li.querySelector(part).textContent).join('|'))";
  private static final String BOARDS_ASKED =
      "performance.getEntriesByType('resource').filter((e) => e.name.includes('/live/')).length";
  private static final String NAMES =
      "[...document.querySelectorAll('[data-dimension=cities] .rows > li:not(.leaving) .name')]"
          + ".map((name) => name.textContent).join()";

  private static final String WINDOW = "document.querySelector('input[name=window]:checked').value";

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

  @BeforeEach
  void lookAsUsual() {
    browser.size(1440, 1000);
    browser.prefer("light", false);
  }

  @AfterEach
  void leavePage() {
    browser.driver().get("about:blank");
    browser.errors();
  }

  @Test
  void firstResponseAgreesWithTheApiRowForRow() {
    boards.everything();
    open("");

    for (String dimension : List.of("cities", "topics", "groups", "events")) {
      List<String> shown = browser.value(ROWS.formatted(dimension));
      assertThat(shown).as(dimension).isEqualTo(expected(dimension)).isNotEmpty();
    }
    String heat = "document.querySelector('[data-state-code=NY]').dataset.heat";
    assertThat(browser.<String>value(heat)).isEqualTo("6");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void withoutScripts_rowsAreThere_andAnotherWindowCanBeChosen() {
    boards.everything();
    browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      boards.publish(
          Dimension.GROUPS,
          0,
          Stream.iterate("x", name -> name + "x").limit(30).toArray(String[]::new));
      open("?rows=30&view=groups");
      assertThat(
              browser.<Boolean>run(
                  "const rows = document.querySelector('[data-dimension=groups] .rows');"
                      + "return rows.children.length === 30 && rows.scrollHeight === rows.clientHeight"))
          .isTrue();
      open("");
      List<String> shown = browser.value(ROWS.formatted("cities"));
      assertThat(shown).isEqualTo(expected("cities")).isNotEmpty();
      browser.driver().findElement(By.cssSelector("#controls [value='1h']")).click();
      browser.driver().findElement(By.cssSelector("#controls noscript button")).click();
      untilAddressHas("window=1h");
      browser.until("document.querySelector('[name=window]:checked')?.value", "1h"::equals);
      browser.until(ROWS.formatted("cities") + ".length > 0");
    } finally {
      browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void scriptTakesOverWhatTheServerWrote_withoutWritingItAgain() {
    boards.everything();
    boards.trends();
    openAfter(
        """
        window.rewritten = [];
        const note = (records) => rewritten.push(...records.map(({ type, target }) =>
          `${type} of ${target.className || target.parentElement?.className}`));
        const watched = new MutationObserver(note);
        document.addEventListener('readystatechange', () => {
          if (document.readyState !== 'interactive') return;
          for (const id of ['boards', 'facts', 'controls']) {
            watched.observe(document.getElementById(id), { subtree: true, childList: true, characterData: true });
          }
        });
        addEventListener('DOMContentLoaded', () => {
          note(watched.takeRecords());
          watched.disconnect();
          window.takenOver = Boolean(document.querySelector('.rows.placed'));
        });
        """);

    assertThat(browser.is("takenOver")).isTrue();
    assertThat(browser.<List<String>>value("rewritten")).isEmpty();
  }

  @Test
  void nothingPublishedYetShowsHowToStartAndThenGoesLive() {
    open("");

    assertThat(text("#empty")).contains("scripts/pulse demo", "scripts/pulse feed");
    assertThat(state()).isEqualTo("none");
    boards.everything();
    untilStateOfATopology("live");
    assertThat(browser.is("document.getElementById('empty').hidden")).isTrue();
  }

  @Test
  void helpForTheFirstStart_comesBack_afterAPollIsLost() {
    open("");
    browser.run(
        """
        const fetched = window.fetch;
        window.failing = true;
        window.fetch = (address, how) => failing && address.includes('/live/') ? Promise.reject(new TypeError()) : fetched(address, how);
        """);
    browser.until("document.getElementById('empty').hidden");
    browser.run("failing = false");
    browser.until("!document.getElementById('empty').hidden");
  }

  @Test
  void boardShowsInWords_whetherItIsExact_andHowFarItMayBeOff() {
    boards.cities("A", "B");
    open("");
    assertThat(text("[data-dimension=cities] .total")).isEqualTo("2 cities, 30 RSVPs, exact");

    boards.inexact(12, 1);
    boards.cities("A", "B");

    String words = "Not exact: a count may be short by up to 12, and 1 RSVP has no row";
    browser.until(
        "document.querySelector('[data-dimension=cities] .inexact').textContent", words::equals);
    assertThat(text("[data-dimension=cities] .total")).isEqualTo("2 cities, 30 RSVPs");
    assertThat(text("[data-dimension=cities] .inexact")).isEqualTo(words);
    assertThat(client.text("/")).contains(words);
  }

  @Test
  void rowsKeepTheirIdentityAndGlideToTheirNewRank() {
    boards.cities("A", "B", "C");
    open("");
    browser.run(
        """
        const rows = document.querySelector('[data-dimension=cities] .rows');
        window.last = rows.children[2];
        window.tops = [...rows.children].map((row) => row.getBoundingClientRect().top);
        rows.addEventListener('transitionrun', (event) => {
          if (event.propertyName !== 'transform' || event.target !== window.last) return;
          const [glide] = event.target.getAnimations().filter((a) => a.transitionProperty === 'transform');
          glide.pause();
          glide.currentTime = 60;
          window.halfway = event.target.getBoundingClientRect().top;
          window.takes = glide.effect.getTiming().duration;
          glide.finish();
        });
        """);

    boards.cities("C", "A", "B");

    browser.until("window.halfway !== undefined");
    browser.until(NAMES, "C,A,B"::equals);
    assertThat(browser.is("halfway > tops[0] && halfway < tops[2]")).isTrue();
    assertThat(browser.<Long>value("takes")).isBetween(250L, 400L);
    String first = "document.querySelector('[data-dimension=cities] .rows').children[0]";
    assertThat(browser.is("window.last === " + first)).isTrue();
    assertThat(browser.<String>value(first + ".querySelector('.move').textContent"))
        .isEqualTo("▲2");
  }

  @Test
  void rowsThatLeaveSlideOutAndNewcomersAreBadged() {
    boards.cities("A", "B", "C");
    open("");
    browser.run(
        "window.gone = document.querySelector('[data-dimension=cities] .rows').children[1]");

    boards.cities("A", "C", "D");

    browser.until(NAMES, "A,C,D"::equals);
    browser.until("!window.gone.isConnected");
    String badge =
        "document.querySelectorAll('[data-dimension=cities] .rows .move')[2].textContent";
    assertThat(browser.<String>value(badge)).isEqualTo("new");
  }

  @Test
  void keysThatMeanSomethingToJavaScriptAreKeys() {
    boards.cities("constructor", "__proto__");
    open("");

    boards.cities("valueOf", "constructor", "toString");

    browser.until(NAMES, "valueOf,constructor,toString"::equals);
  }

  @Test
  void whatDidNotChangeIsNotWritten() {
    boards.everything();
    boards.trends();
    open("");
    boards.status();
    browser.until("!document.querySelector('.panel:not([hidden]) .rows.still')");
    browser.run(
        """
        window.written = [];
        new MutationObserver((records) => written.push(...records.map(({ target, attributeName }) =>
          `${attributeName ?? 'text'} of ${(target.className || target.parentElement?.className) ?? target.nodeName}`)))
          .observe(document.getElementById('boards'), { subtree: true, childList: true, attributes: true, characterData: true });
        """);

    long asked = boardsAsked();
    boards.status();
    browser.<Long>until(BOARDS_ASKED, n -> n > asked + 2);

    assertThat(browser.<List<String>>value("written")).isEmpty();
  }

  @Test
  void updateCostsFewFramesAndMovesOnlyWhatMoves() {
    boards.publish(Dimension.CITIES, 0, "A", "B", "C", "D");
    boards.status();
    openAfter(HOLD_TIME);
    untilStateOfATopology("live");
    browser.run(
        """
        window.moved = new Set();
        window.written = 0;
        const rows = document.querySelector('[data-dimension=cities] .rows');
        rows.addEventListener('transitionrun', (event) => moved.add(event.target.className || event.target.querySelector('.name').textContent));
        new MutationObserver((records) => (written += records.length))
          .observe(rows.querySelector('.value'), { subtree: true, childList: true, characterData: true });
        """);
    browser.cdp("Performance.enable", Map.of());
    long before = layouts();

    boards.publish(Dimension.CITIES, 0, "A", "C", "B", "D", "E", "F", "G", "H", "I");
    browser.run("passTime()");
    browser.until(NAMES, "A,C,B,D,E,F,G,H,I"::equals);
    browser.until(
        "document.querySelector('[data-dimension=cities] .value').textContent", "90"::equals);

    assertThat(browser.<List<String>>value("[...moved]")).doesNotContain("A", "D");
    assertThat(browser.<Long>value("written")).isEqualTo(2);
    assertThat(layouts() - before).isLessThan(10);
  }

  @Test
  void reducedMotionIsInstant() {
    browser.prefer("light", true);
    boards.cities("A", "B", "C");
    open("");
    browser.run("addEventListener('transitionrun', () => (window.moved = true), true)");

    boards.cities("C", "A", "B");

    browser.until(NAMES, "C,A,B"::equals);
    awaitFrames();
    assertThat(browser.<Object>value("window.moved ?? null")).isNull();
  }

  @Test
  void focusSurvivesAMovingRowAndOrderFollowsRank() {
    boards.cities("A", "B", "C", "D");
    open("");
    browser.run("document.querySelectorAll('[data-dimension=cities] .row')[2].focus()");

    boards.cities("C", "D", "A", "B");

    browser.until(NAMES, "C,D,A,B"::equals);
    String held = "document.activeElement.querySelector('.name')?.textContent";
    assertThat(browser.<String>value(held)).isEqualTo("C");
    press(Keys.ARROW_DOWN);
    assertThat(browser.<String>value(held)).isEqualTo("D");
  }

  @Test
  void choicesAreInTheAddressAndTheBackButtonUndoesThem() {
    boards.count("no Salem, OR|social", "no Salem, OR|social", "Salem, OR|wine");
    boards.everything();
    open("?view=topics&rows=5&measure=going&theme=dark");
    assertThat(rowsShown()).containsExactly("topics");
    assertThat(browser.<String>value("document.documentElement.dataset.theme")).isEqualTo("dark");
    assertThat(browser.<String>value(ROWS.formatted("topics") + "[0]")).isEqualTo("1|wine|1|1");

    browser.driver().findElement(By.cssSelector("#windows label:nth-of-type(3)")).click();
    untilAddressHas("window=1h", "view=topics", "rows=5");
    browser.driver().navigate().back();
    browser.until("document.querySelector('#windows input:checked').value", "5m"::equals);
    assertThat(browser.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?rows=3&view=cities | document.querySelectorAll('[data-dimension=cities] .rows > li').length === 3",
        "?city=&topic=hiking | document.getElementById('only').hidden",
        "?city=%1C | document.getElementById('only').hidden",
        "?city=100%&view=cities | document.getElementById('only').hidden",
        "?at=abc&city=Salem,+OR | !document.querySelector('.rising').hidden && !document.getElementById('only').hidden",
      })
  void serverAndScript_readAnAddressAlike(String query, String expression) {
    boards.count("Salem, OR|hiking");
    boards.everything();
    boards.trends();
    openAfter(
        """
        document.addEventListener('readystatechange', () => {
          if (document.readyState === 'interactive') window.served = %s;
        });
        """
            .formatted(expression),
        query);

    assertThat(browser.is("served")).isTrue();
    assertThat(browser.is(expression)).isTrue();
  }

  @Test
  void keyboardReachesEverything() {
    boards.everything();
    open("");
    press("?");
    assertThat(text("#keys")).contains("pause", "kiosk");
    press(Keys.ESCAPE);
    browser.until("!document.getElementById('keys').open");
    press("1");
    browser.until("location.search", "?window=1m"::equals);
    press("v");
    assertThat(rowsShown()).isEmpty();
    press("v");
    assertThat(rowsShown()).containsExactly("cities");
    press("k");
    assertThat(text("#controls")).isEmpty();
    press("k");
    assertThat(text("#controls")).contains("Overview");
  }

  @Test
  void pauseKeepsTheBoardAndCountsWhatIsMissed() {
    boards.cities("A", "B");
    open("");
    press(" ");
    assertThat(state()).isEqualTo("paused");

    boards.cities("B", "A");

    browser.until("document.querySelector('#state .detail').textContent", "2 RSVPs since"::equals);
    assertThat(browser.<String>value(NAMES)).isEqualTo("A,B");
    press(" ");
    browser.until(NAMES, "B,A"::equals);
    untilStateOfATopology("live");
  }

  @Test
  void pausedPageShowsTheTrendsOfAnotherViewWhole() {
    boards.everything();
    boards.trends("Hiking", "Wine", "Chess", "Go", "Yoga", "Film");
    open("");
    String shown = "document.querySelectorAll('.rising ol > li').length";
    browser.<Long>until(shown, n -> n == 4);
    press(" ");
    press("v");

    browser.<Long>until(shown, n -> n == 6);
  }

  @Test
  void redisDownIsShownWhileTheLastBoardStaysAndEndsByItself() {
    boards.everything();
    open("");
    untilStateOfATopology("live");

    redis.stop();
    untilState("down");
    assertThat(text("#state")).contains("Redis is down", "next try in");
    assertThat(browser.<String>value(NAMES)).startsWith("New York, NY,");
    assertThat(browser.is("document.documentElement.classList.contains('old')")).isTrue();

    redis.start();
    boards.close();
    boards = new BoardsToTest(settings);
    boards.cities("Back, AK");
    browser.until(NAMES, "Back, AK"::equals);
    assertThat(state()).isEqualTo("live");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void redisThatRefusesWrites_isShownWithItsMessage_untilItTakesThemAgain() {
    boards.everything();
    open("");
    untilStateOfATopology("live");
    redis.configure("maxmemory", "1");
    try {
      untilState("down");
      assertThat(text("#state")).contains("Redis refuses writes");
      assertThat(text("#troubles")).contains("OOM", "maxmemory");
      assertThat(client.json("/api/v1/status").at("/refusal").asText()).contains("OOM");
    } finally {
      redis.configure("maxmemory", "0");
    }
    boards.everything();
    untilStateOfATopology("live");
    assertThat(text("#troubles")).isEmpty();
  }

  @Test
  void partitionThatIsStuck_isShownWithItsReason_whileTheOthersGoOn() {
    boards.everything();
    open("");
    untilStateOfATopology("live");
    boards.report(spout(0, 50, 57), halted(spout(1, 0, 8), HaltReason.NO_LEADER));
    untilStateOfATopology("stuck");
    assertThat(text("#state")).contains("Partition 1 is stuck", "15 records wait");
    assertThat(text("#troubles")).contains("Partition 1: no broker leads this partition; start");

    boards.report(
        halted(spout(0, 50, 57), HaltReason.PAUSED), halted(spout(1, 0, 8), HaltReason.PAUSED));
    untilStateOfATopology("halted");
    assertThat(text("#state")).contains("Paused in Storm");
    assertThat(text("#troubles")).contains("storm activate");

    boards.report(spout(0, 57, 57), spout(1, 8, 8));
    boards.status();
    untilStateOfATopology("live");
    assertThat(text("#troubles")).isEmpty();
  }

  private static PartitionReport spout(int partition, long next, long end) {
    return new PartitionReport(partition, next, end, null, "", 0, 0, "");
  }

  private static PartitionReport halted(PartitionReport report, HaltReason reason) {
    return report.halted(reason, "", System.currentTimeMillis());
  }

  @Test
  void serverGoneIsReconnectingUntilItIsBack() {
    boards.everything();
    open("");
    int port = server.port();
    server.close();
    untilState("reconnecting");
    assertThat(text("#state")).contains("next try in");

    server =
        new PulseServer(settings.with(Map.of(Setting.WEB_PORT, Integer.toString(port)))).start();
    boards.everything();
    untilStateOfATopology("live");
  }

  @Test
  void hiddenPageFetchesNothing() {
    boards.everything();
    openAfter(HOLD_TIME);
    browser.run("passTime()");
    assertThat(asked()).isPositive();

    browser.run(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
            + "document.dispatchEvent(new Event('visibilitychange'))");
    long before = asked();
    for (int i = 0; i < 3; i++) {
      browser.run("passTime()");
    }
    assertThat(asked()).isEqualTo(before);
    browser.run("performance.now = () => 3e7; Date.now = () => 4e12; passTime()");
    assertThat(browser.<String>value("document.title")).isEqualTo("Meetup Pulse · last 5 min");

    browser.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(asked()).isGreaterThan(before);
  }

  @Test
  void kioskKeepsTheScreenAwake_alsoAfterItWasHidden() {
    boards.everything();
    openAfter(
        """
        window.locks = [];
        const request = async () => {
          locks.push({ released: false, async release() { this.released = true; } });
          return locks.at(-1);
        };
        Object.defineProperty(navigator, 'wakeLock', { value: { request } });
        window.hide = (hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
        """);
    press("k");
    browser.run("hide(true); locks.at(-1).released = true; hide(false)");
    assertThat(browser.<String>value("locks.map(({ released }) => released).join()"))
        .isEqualTo("true,false");
    press("k");
    press("k");
    browser.run(
        "document.getElementById('kiosk').click(); document.getElementById('kiosk').click();");
    press("k");
    assertThat(browser.is("locks.every(({ released }) => released)")).isTrue();
  }

  @Test
  void mapAndListLightEachOther() {
    boards.everything();
    open("");
    new Actions(browser.driver())
        .moveToElement(browser.driver().findElement(By.cssSelector("[data-state-code=CA]")))
        .perform();
    assertThat(
            browser.<List<String>>value(
                "[...document.querySelectorAll('[data-dimension=cities] li.light .name')]"
                    + ".map((name) => name.textContent)"))
        .containsExactly("Los Angeles, CA");
    browser.run("document.querySelectorAll('[data-dimension=cities] .row')[4].focus()");
    assertThat(browser.<String>value("document.querySelector('.tiles .light').dataset.stateCode"))
        .isEqualTo("TX");
    assertThat(text("#card")).contains("Austin, TX", "rank 5", "10", "yes");
  }

  @Test
  void clickedRowOrTileFiltersEveryBoardAndTheAddressHoldsIt() {
    boards.count("Salem, OR|hiking|wine", "Salem, OR|hiking", "Salem, MA|wine", "Reno, NV|wine");
    boards.everything();
    open("");
    String topics = ROWS.formatted("topics") + ".join()";

    browser.driver().findElement(By.cssSelector("[data-state-code=OR]")).click();
    browser.until(topics, "1|hiking|2|100%,2|wine|1|50.0%"::equals);
    untilAddressHas("/?state=OR");
    assertThat(text("#only")).contains("OR", "state");

    browser.driver().navigate().refresh();
    assertThat(browser.<String>value(topics)).isEqualTo("1|hiking|2|100%,2|wine|1|50.0%");
    press("x");
    browser.until(NAMES, names -> names.toString().startsWith("New York, NY"));
    browser.driver().navigate().back();
    browser.until(topics, "1|hiking|2|100%,2|wine|1|50.0%"::equals);
    browser.driver().findElement(By.cssSelector("#windows label:last-of-type")).click();
    browser.until("location.search", "?window=all"::equals);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void cityShowsWhoGoesAgainstWhoDeclined() {
    boards.count("no Salem, OR|hiking", "Salem, OR|hiking|wine", "Salem, OR|wine", "Reno, NV|wine");
    boards.everything();
    boards.trends();
    open("?city=Salem,+OR");

    assertThat(text("#total")).contains("1 no, 33.3%", "2 yes, 66.7%", "2 people going");
    assertThat(browser.<String>value(ROWS.formatted("topics") + ".join()"))
        .isEqualTo("1|hiking|2|66.7%,2|wine|2|66.7%");
    String bars =
        "[...document.querySelectorAll('[data-dimension=topics] .row .balance')]"
            + ".map((svg) => [...svg.querySelectorAll('rect')].map((bar) => bar.getAttribute('width')).join(':')).join()";
    assertThat(browser.<String>value(bars)).isEqualTo("24.0:24.0,0.0:48.0");
    assertThat(text(".rising ol")).contains("Hiking");
    assertThat(text("#lookback")).contains("Look back");

    press("m");
    browser.until("location.search", "?measure=going&city=Salem%2C+OR"::equals);
    browser.until(ROWS.formatted("topics") + ".join()", "1|wine|2|2,2|hiking|1|2"::equals);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatRisesIsShownWithItsReason() {
    boards.everything();
    boards.trends();
    open("");

    assertThat(text(".rising ol"))
        .contains(
            "Hiking", "with Walking", "12 RSVPs, usually 3", "Salem, OR", "Night <hike>", "4×");
    assertThat(text(".changes ol")).contains("Hiking is trending in Salem, OR");
    assertThat(browser.<String>value("document.querySelector('.rising a').href"))
        .isEqualTo("https://www.meetup.com/salem-hikers/events/77/");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void trendsThatDoNotCome_stayAndAreMarkedAsOld_whileTheBoardsGoOn() {
    boards.everything();
    boards.trends();
    openAfter(
        """
        const fetched = window.fetch;
        window.failed = 0;
        window.fetch = async (address, how) => {
          if (String(address).includes('/trends')) {
            failed++;
            return new Response('null', { status: failed % 2 ? 500 : 503 });
          }
          const response = await fetched(address, how);
          if (!String(address).includes('/live/') || response.status !== 200) return response;
          const body = await response.json();
          body.status.publishedAt += 20_000;
          Object.values(body.boards).forEach((board) => board && (board.publishedAt += 20_000));
          return Response.json(body, { headers: { Date: response.headers.get('Date') } });
        };
        """);
    boards.keepLive();

    browser.until("window.failed > 1");
    assertThat(text(".rising ol")).contains("Hiking");
    browser.until(
        "document.querySelector('.rising .total').textContent",
        words -> words.toString().startsWith("nothing new for"));
    assertThat(browser.is("document.querySelector('.panel.rising.old') !== null")).isTrue();
    assertThat(state()).isEqualTo("live");
  }

  @Test
  void requestsThatHang_areGivenUp_andDoNotPileUp() {
    openWithAPast();
    browser.run(
        """
        window.pending = [];
        const plan = window.setTimeout;
        const late = [];
        window.setTimeout = (run, ms, ...rest) => (ms === 8000 ? late.push(run) : plan(run, ms, ...rest));
        window.giveUp = () => {
          window.setTimeout = (run, ms, ...rest) => plan(run, ms === 8000 ? 0 : ms, ...rest);
          late.forEach((run) => run());
        };
        const fetched = window.fetch;
        window.fetch = (address, how = {}) => {
          if (address.includes('/live/') && !address.includes('at=')) return fetched(address, how);
          return new Promise((_, fail) => {
            const end = () => {
              pending = pending.filter((each) => each !== address);
              fail(how.signal.reason);
            };
            if (how.signal?.aborted) return end();
            pending.push(address);
            how.signal?.addEventListener('abort', end);
          });
        };
        """);
    press("[");
    press("3");
    press("2");

    browser.<Long>until("pending.length", n -> n == 3);
    assertThat(browser.<List<String>>value("pending"))
        .satisfiesOnlyOnce(address -> assertThat(address).contains("/trends"))
        .satisfiesOnlyOnce(address -> assertThat(address).contains("/live/5m?rows=10&at="))
        .satisfiesOnlyOnce(address -> assertThat(address).contains("/history/5m"));
    browser.run("giveUp()");
    browser.<Long>until("pending.length", n -> n == 0);
  }

  @Test
  void changesOfOneTopicInTwoCities_areTwo() {
    boards.everything();
    boards.trendsIn("Salem, OR", "Reno, NV");
    open("");
    browser.run("document.querySelectorAll('.changes li').forEach((li) => (li.kept = true))");
    boards.trendsIn("Salem, OR", "Reno, NV", "Austin, TX");

    browser.until("document.querySelectorAll('.changes li').length === 3");
    assertThat(text(".changes ol")).contains("in Salem, OR", "in Reno, NV", "in Austin, TX");
    assertThat(
            browser.<Long>value(
                "[...document.querySelectorAll('.changes li')].filter((li) => li.kept).length"))
        .isEqualTo(2);
  }

  @Test
  void namesThatRunFromRightToLeft_turnNothingElseAround() {
    boards.everything();
    boards.trends("\u202egnikiH", "שלום");
    open("");

    String sentences =
        "[...document.querySelectorAll('.changes li > span')].map((span) => span.textContent).join('|')";
    for (String all : List.of(browser.<String>value(sentences), client.text("/"))) {
      assertThat(all)
          .contains("\u2068gnikiH\u2069 is trending in \u2068Salem, OR\u2069: 12 RSVPs")
          .contains("\u2068שלום\u2069 is trending in ");
    }
  }

  @Test
  void sliderLooksBackAndReturns() {
    long now = System.currentTimeMillis();
    boards.publish(Dimension.CITIES, now - 120_000, "then");
    boards.publish(Dimension.CITIES, now - 60_000, "later");
    boards.cities("now");
    open("");
    browser.until("!document.getElementById('moment').disabled");
    browser.run(
        "const slider = document.getElementById('moment'); slider.value = 10000;"
            + "slider.dispatchEvent(new Event('input', { bubbles: true }))");
    browser.until(NAMES, "then"::equals);
    assertThat(state()).isEqualTo("past");
    untilAddressHas("at=");

    browser.driver().findElement(By.id("now")).click();
    browser.until(NAMES, "now"::equals);
  }

  @Test
  void bracketThatNeedsOption_looksBackToo() {
    openWithAPast();
    browser.run(
        "for (const key of ['k', '['])"
            + " document.body.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }))");

    browser.until(NAMES, "then"::equals);
    assertThat(browser.is("document.documentElement.matches('.kiosk')")).isFalse();
  }

  @Test
  void addressThatTheBrowserDoesNotWrite_stopsNoChoice() {
    openWithAPast();
    browser.run("history.replaceState = () => { throw new DOMException('', 'SecurityError'); }");
    press("[");

    browser.until(NAMES, "then"::equals);
    assertThat(state()).isEqualTo("past");
  }

  @Test
  void answerAboutAnotherWindow_thatComesLate_isNotShown() {
    openWithAPast();
    browser.run(
        """
        const fetched = window.fetch;
        window.fetch = async (address, how) => {
          if (!address.includes('/live/5m?') || !address.includes('at=')) return fetched(address, how);
          const response = await fetched(address);
          const body = (await response.text()).replaceAll('"then"', '"late"');
          await new Promise((release) => (window.release = () => { release(); window.released = true; }));
          return new Response(body, { headers: response.headers });
        };
        """);
    press("[");
    browser.until("Boolean(window.release)");
    press("3");
    browser.until(NAMES, "then"::equals);

    browser.run("window.release()");
    browser.until("window.released");
    long asked = boardsAsked();
    browser.<Long>until(BOARDS_ASKED, n -> n > asked + 1);

    assertThat(browser.<String>value(NAMES)).isEqualTo("then");
  }

  @Test
  void momentWhoseBoardsDoNotComeAtOnce_isAskedForAgain() {
    openWithAPast();
    browser.run(
        """
        const fetched = window.fetch;
        window.allowed = false;
        window.fetch = async (address, how) => {
          if (!address.includes('at=') || allowed) return fetched(address, how);
          return new Response('{"error":{"error":"busy"}}', { headers: { Date: new Date().toUTCString() } });
        };
        """);
    press("[");

    String detail = "document.querySelector('#state .detail').textContent";
    browser.until(detail, words -> words.toString().startsWith("loading "));
    assertThat(browser.is("document.documentElement.classList.contains('old')")).isTrue();
    browser.run("allowed = true");
    browser.until(NAMES, "then"::equals);
    browser.until(detail, words -> words.toString().startsWith("to "));
    assertThat(state()).isEqualTo("past");
  }

  @Test
  void windowThatIsNoLongerCounted_givesWayToOneThatIs() {
    boards.cities("before");
    open("");
    assertThat(browser.<String>value(WINDOW)).isEqualTo("5m");
    Settings others = settings.with(Map.of(Setting.COUNT_WINDOWS, "10m:1s,1h:1m,all"));
    try (BoardsToTest counted = new BoardsToTest(others)) {
      counted.cities("after");

      browser.until(NAMES, "after"::equals);
    }
    assertThat(browser.<String>value(WINDOW)).isEqualTo("10m");
  }

  @Test
  void invalidFilter_isIgnoredAndNotRetried() {
    boards.cities("A");
    open("?city=%20");
    browser.run("window.stays = true");
    boards.cities("B");

    browser.until(NAMES, "B"::equals);
    assertThat(browser.is("window.stays === true")).isTrue();
  }

  @Test
  void fewDimensionsFewRowsAndNoWindowButAll_leaveNothingThatFails() {
    Settings few =
        settings.with(
            Map.of(
                Setting.COUNT_TOP, "3",
                Setting.COUNT_DIMENSIONS, "cities,topics",
                Setting.COUNT_WINDOWS, "all"));
    try (BoardsToTest counted = new BoardsToTest(few);
        PulseServer own = new PulseServer(few).start()) {
      counted.cities("A", "B");
      browser.driver().get("http://localhost:" + own.port() + "/");
      browser.until(NAMES, "A,B"::equals);
      assertThat(browser.driver().findElement(By.cssSelector(".panel.map")).isDisplayed())
          .isFalse();
      press("r");
      press("m");
      browser.run("document.querySelector('[data-dimension=cities] .rows button').click()");
      counted.cities("B", "A");

      browser.until(NAMES, "B,A"::equals);
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void kioskWithoutCitiesAndTopics_showsTheFirstTwoThatAreCounted() {
    Settings others = settings.with(Map.of(Setting.COUNT_DIMENSIONS, "groups,states"));
    try (BoardsToTest counted = new BoardsToTest(others);
        PulseServer own = new PulseServer(others).start()) {
      counted.publish(Dimension.GROUPS, 0, "hikers");
      counted.publish(Dimension.STATES, 0, "OR");
      counted.status();
      for (int width : new int[] {1440, 1920}) {
        browser.size(width, 1000);
        browser.driver().get("http://localhost:" + own.port() + "/?kiosk=1");
        assertThat(rowsShown()).containsExactly("groups", "states");
      }
    }
  }

  @Test
  void sliderLooksBackAtAFilteredBoardToo() {
    long minute = System.currentTimeMillis() / 60_000 * 60_000;
    boards.count(minute - 630_000, "Salem, OR|hiking|wine", "Reno, NV|wine");
    boards.everything();
    open("?city=Salem,+OR");
    browser.until("!document.getElementById('moment').disabled");
    press("[");
    browser.until("location.search", search -> search.toString().contains("at="));
    assertThat(state()).isEqualTo("past");
    for (int back = 0; back < 8; back++) {
      press("[");
    }
    browser.until(ROWS.formatted("topics") + ".join()", "1|hiking|1|100%,2|wine|1|100%"::equals);

    press("3");
    browser.until("location.search", search -> search.toString().startsWith("?window=1h"));
    press("4");
    browser.until("location.search", "?window=24h&city=Salem%2C+OR"::equals);
    assertThat(text("#nopast")).contains("No history here");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void cellsOfCsvAreQuotedAndRunNoFormula() {
    boards.publish(Dimension.TOPICS, 0, "=cmd", "a \"b\", c");
    boards.status();
    open("?view=topics&rows=5");

    assertThat(copied("csv").lines())
        .containsExactly(
            "dimension,window,clock,measure,rank,was,key,label,rsvps,yes,no,going",
            "topics,5m,1970-01-01T00:00:00.000Z,rsvps,1,1,'=cmd,'=cmd,20,17,3,21",
            "topics,5m,1970-01-01T00:00:00.000Z,rsvps,2,2,\"a \"\"b\"\", c\",\"A \"\"b\"\", c\",10,7,3,11");
  }

  @Test
  void whatIsCopiedOrDownloaded_agreesWithTheApi(@TempDir Path folder) throws IOException {
    boards.everything();
    open("?window=1h&rows=5");
    List<JsonNode> shown = new ArrayList<>();
    client.json("/api/v1/live/1h?rows=5").path("boards").forEach(shown::add);
    assertThat(shown).hasSize(5).allMatch(board -> board.path("rows").size() > 1);

    String json = copied("json");
    assertThat(new ObjectMapper().readTree(json)).containsExactlyElementsOf(shown);
    String csv = copied("csv");
    List<String> cells = new ArrayList<>();
    for (JsonNode board : shown) {
      for (JsonNode row : board.path("rows")) {
        cells.add(
            Stream.of(board.path("dimension"), row.path("rank"), row.path("key"), row.path("rsvps"))
                .map(JsonNode::asText)
                .collect(Collectors.joining(" ")));
      }
    }
    assertThat(csv.lines().skip(1).map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")))
        .extracting(cell -> String.join(" ", cell[0], cell[4], cell[6].replace("\"", ""), cell[8]))
        .containsExactlyElementsOf(cells);
    assertThat(downloaded("json", folder)).isEqualTo(json);
    assertThat(downloaded("csv", folder).lines()).containsExactlyElementsOf(csv.lines().toList());
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void oneVoiceSpeaksPolitelyAndAtMostEvery15Seconds() {
    boards.cities("A", "B");
    openAfter("window.clock = 0; performance.now = () => clock;");
    List<String> voices =
        browser.value(
            "[...document.querySelectorAll('output, [aria-live], [role=status], [role=alert],"
                + " [role=log], [role=timer]')].map(({ id, ariaLive }) => `${id}: ${ariaLive}`)");
    assertThat(voices).containsExactly("speech: polite");
    String first = browser.value("document.getElementById('speech').textContent");
    assertThat(first).contains("In the last 5 min, A leads the cities with 20 RSVPs");
    browser.run(
        """
        window.said = [];
        const speech = document.getElementById('speech');
        new MutationObserver(() => said.push(`${clock} ${speech.textContent}`)).observe(speech, { childList: true });
        """);

    setClock(14_999);
    lead("B");
    lead("C");
    assertThat(said()).isEmpty();
    setClock(15_000);
    browser.until("said.length === 1");
    assertThat(said().get(0)).startsWith("15000 ").contains("C leads the cities");

    setClock(29_999);
    lead("D");
    assertThat(said()).hasSize(1);
    copied("link");
    assertThat(said()).hasSize(2).last().isEqualTo("29999 Copied the link");
    setClock(44_998);
    lead("E");
    assertThat(said()).hasSize(2);
    setClock(44_999);
    browser.until("said.length === 3");
    assertThat(said().get(2)).startsWith("44999 ").contains("E leads the cities");
  }

  @ParameterizedTest
  @CsvSource({
    "1440,light,''",
    "1440,dark,''",
    "320,light,''",
    "1440,dark,?view=states",
    "1440,light,?city=Salem%2C+OR&measure=going",
    "1920,light,?kiosk=1"
  })
  void axeFindsNoViolation(int width, String scheme, String query) throws IOException {
    browser.size(width, 1000);
    browser.prefer(scheme, true);
    boards.count("no Salem, OR|hiking", "Salem, OR|wine");
    boards.everything();
    boards.trends();
    open(query);
    try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
      browser.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    List<String> violations =
        browser.await(
            "axe.run({ rules: { 'label-content-name-mismatch': { enabled: true } } }).then(({ violations }) => violations.map((v) => `${v.id}: `"
                + " + v.nodes.map((n) => n.html.slice(0, 200) + n.failureSummary).join('; ')))");
    assertThat(violations).isEmpty();
  }

  @Test
  void forcedColorsKeepEverythingTellable() {
    browser.cdp(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
    boards.count("no Salem, OR|hiking", "Salem, OR|wine");
    boards.everything();
    open("?city=Salem,+OR");

    assertThat(browser.is("matchMedia('(forced-colors: active)').matches")).isTrue();
    String style =
        "const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];";
    assertThat(
            browser.<String>run(
                style + "return style('.segments input:checked + span', 'outlineStyle')"))
        .isEqualTo("solid");
    assertThat(browser.<String>run(style + "return style('.bar', 'borderRightStyle')"))
        .isEqualTo("solid");
    for (String differ :
        List.of(".balance .yes', '.balance .no", "[data-heat=\"0\"]', '[data-heat=\"6\"]")) {
      assertThat(
              browser.<Long>value(
                  "new Set(['"
                      + differ
                      + "'].map((selector) => { const style = getComputedStyle("
                      + "document.querySelector(selector)); return style.fill + style.backgroundColor; })).size"))
          .as(differ)
          .isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200})
  void nothingIsWiderThanTheScreen(int letters) {
    boards.everything();
    open(letters == 0 ? "" : "?city=" + "W".repeat(letters));
    for (int width : new int[] {3840, 1440, 768, 320}) {
      browser.size(width, 1000);
      awaitFrames();
      assertThat(browser.<Long>value("document.documentElement.scrollWidth")).isEqualTo(width);
    }
  }

  @ParameterizedTest
  @CsvSource({"1440,1500", "768,2400", "320,3400"})
  void nothingShiftsWhenBoardsChange(int width, int height) {
    browser.size(width, height);
    boards.everything();
    boards.trends("Hiking");
    boards.keepLive();
    openAfter(
        """
        window.shifts = [];
        window.note = (entries) => shifts.push(...entries);
        window.shifting = new PerformanceObserver((list) => note(list.getEntries()));
        shifting.observe({ type: 'layout-shift', buffered: true });
        """);
    awaitFrames();
    browser.run("window.firstBoardEnds = performance.now()");
    boards.cities("B", "New York, NY", "Salem, OR");
    boards.trends("Wine", "Hiking");
    browser.until(NAMES, "B,New York, NY,Salem, OR"::equals);
    browser.until("document.querySelector('.rising .what').textContent", "Wine"::equals);
    browser.<Long>until("document.querySelectorAll('.changes li').length", n -> n == 2);
    awaitFrames();
    List<Object> seen =
        browser.run(
            """
            note(shifting.takeRecords());
            const sum = (entries) => entries.reduce((all, { value }) => all + value, 0);
            const later = shifts.filter(({ startTime }) => startTime > firstBoardEnds);
            const name = ({ node, previousRect: from, currentRect: to }) =>
              `${node?.nodeName}.${node?.className ?? node?.textContent} ${from.x},${from.y}`
              + ` to ${to.x},${to.y}`;
            const names = later.flatMap(({ sources }) => sources.map(name));
            return [sum(shifts), sum(later), names.join('; ')];
            """);
    assertThat(((Number) seen.get(0)).doubleValue()).isLessThan(0.01);
    assertThat(((Number) seen.get(1)).doubleValue()).as("%s", seen.get(2)).isLessThan(0.0005);
  }

  private void open(String query) {
    browser.driver().get("http://localhost:" + server.port() + "/" + query);
  }

  /** Opens the page with boards of a minute ago and of now, once it can look back. */
  private void openWithAPast() {
    boards.publish(Dimension.CITIES, System.currentTimeMillis() - 60_000, "then");
    boards.cities("now");
    open("");
    browser.until("!document.getElementById('moment').disabled");
  }

  /** Opens the page after a script of the test's own. */
  private void openAfter(String script) {
    openAfter(script, "");
  }

  private void openAfter(String script, String query) {
    Object added =
        browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
            .get("identifier");
    open(query);
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", added));
  }

  /** Waits until what was changed has been drawn. */
  private static void awaitFrames() {
    browser.await(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");
  }

  private static long asked() {
    return browser.<Long>value("asked");
  }

  /** Copies as this form, and takes it from the clipboard. */
  private static String copied(String form) {
    browser.cdp(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    save("copy " + form);
    browser.until(
        "document.getElementById('toast').textContent",
        text -> text.toString().toLowerCase().endsWith(form));
    return browser.await("navigator.clipboard.readText()");
  }

  private static String downloaded(String form, Path folder) throws IOException {
    browser.cdp(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toString()));
    save("download " + form);
    FileFilter finished = file -> file.getName().matches("meetup-pulse-.*\\." + form);
    File[] found =
        Awaitility.await("a file " + form)
            .until(() -> folder.toFile().listFiles(finished), files -> files.length > 0);
    return Files.readString(found[0].toPath());
  }

  private static void save(String wish) {
    press("c");
    browser.driver().findElement(By.cssSelector("[data-save='" + wish + "']")).click();
  }

  private static void setClock(long millis) {
    browser.run("window.clock = arguments[0]", millis);
  }

  /** Lets a city take the lead, and waits until the page shows it. */
  private void lead(String city) {
    boards.cities(city);
    browser.until(NAMES, city::equals);
  }

  private static List<String> said() {
    return browser.value("said");
  }

  private List<String> expected(String dimension) {
    List<String> rows = new ArrayList<>();
    JsonNode board = client.json("/api/v1/boards/" + dimension + "/5m?rows=10");
    for (JsonNode row : board.path("rows")) {
      double share = 100.0 * row.path("rsvps").asLong() / board.path("rsvps").asLong();
      rows.add(
          "%d|%s|%d|%.1f%%"
              .formatted(
                  row.path("rank").asInt(),
                  row.path("label").asText(),
                  row.path("rsvps").asLong(),
                  share));
    }
    return rows;
  }

  private static long boardsAsked() {
    return browser.<Long>value(BOARDS_ASKED);
  }

  /** How often the browser laid the page out so far. */
  @SuppressWarnings("unchecked")
  private static long layouts() {
    List<Map<String, Object>> metrics =
        (List<Map<String, Object>>) browser.cdp("Performance.getMetrics", Map.of()).get("metrics");
    return metrics.stream()
        .filter(metric -> metric.get("name").equals("LayoutCount"))
        .mapToLong(metric -> ((Number) metric.get("value")).longValue())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rowsShown() {
    return browser.value(
        "[...document.querySelectorAll('.panel[data-dimension]')]"
            + ".filter((panel) => panel.offsetParent).map((panel) => panel.dataset.dimension)");
  }

  /** A click returns before a navigation that it begins. */
  private static void untilAddressHas(String... parts) {
    Awaitility.await("address with " + List.of(parts))
        .until(() -> Stream.of(parts).allMatch(browser.driver().getCurrentUrl()::contains));
  }

  private static String state() {
    return browser.value("document.getElementById('state').dataset.state");
  }

  private static void untilState(String state) {
    Awaitility.await("state " + state).until(() -> state.equals(state()));
  }

  /** Waits for the state while a topology publishes its status, as it does each second. */
  private void untilStateOfATopology(String state) {
    Awaitility.await("state " + state)
        .until(
            () -> {
              boards.status();
              return state.equals(state());
            });
  }

  private static String text(String selector) {
    return browser
        .driver()
        .findElement(By.cssSelector(selector))
        .getText()
        .replaceAll("[\u2068\u2069]", "");
  }

  private static void press(CharSequence key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }
}
