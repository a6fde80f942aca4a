package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import java.time.Duration;

/**
 * Reads the catalog that the topology keeps in Redis alongside the boards; again each second, so a
 * topology that is replaced by one with other windows needs no restart here.
 */
public final class Catalogs {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final BoardReader reader;
  private final SharedCache<String, Catalog> current =
      new SharedCache<>(any -> FRESH, 1, catalog -> 1);
  private volatile Catalog last;

  /**
   * @param settings used until something is published
   */
  public Catalogs(BoardReader reader, Settings settings) {
    this.reader = reader;
    this.last = Catalog.of(settings);
  }

  /** The current catalog; while Redis does not answer, the last one known. */
  public Catalog current() {
    return current.get("", this::read);
  }

  private Catalog read() {
    try {
      last = Catalog.of(reader.counting());
    } catch (StoreException e) {
      // A request for boards fails, and reports it.
    }
    return last;
  }
}
