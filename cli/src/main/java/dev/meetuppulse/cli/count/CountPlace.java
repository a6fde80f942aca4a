package dev.meetuppulse.cli.count;

import dev.meetuppulse.core.settings.Settings;

/** Where a count runs. */
public interface CountPlace extends AutoCloseable {

  /** Settings that name its servers, and topics and keys that no other count uses. */
  Settings settings(Settings others);

  void submit(Settings settings) throws Exception;

  /** Stops what runs and removes what was made for this count. */
  @Override
  void close();
}
