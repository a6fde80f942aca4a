package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.source.ReportStore;
import java.io.Serializable;

/** Opens stores where they are used: it travels to the workers, connections do not. */
public interface StoreFactory extends Serializable {

  /** Opens the owner of journals and boards; connects when first used. */
  OwnerStore owners();

  /** Opens the journals; connects when first used. */
  JournalStore journals();

  /** Opens the boards for writing; connects when first used. */
  BoardStore boards();

  /** Opens the reports on partitions for writing; connects when first used. */
  ReportStore reports();
}
