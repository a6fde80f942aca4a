package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.JournalStore;
import java.io.Serializable;

/** Opens stores where they are used: it travels to the workers, connections do not. */
public interface StoreFactory extends Serializable {

  /** Opens the journals; connects when first used. */
  JournalStore journals();

  /** Opens the boards for writing; connects when first used. */
  BoardStore boards();
}
