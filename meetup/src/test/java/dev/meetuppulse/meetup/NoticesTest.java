package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final List<String> said = new ArrayList<>();
  private final Notices notices = new Notices(said::add);

  @Test
  void saySimilarOnce_linesThatDifferInIdsAlone_theFirst() {
    notices.saySimilarOnce("no event 12 of group abc1x");
    notices.saySimilarOnce("no event 7 of group bd2");
    notices.saySimilarOnce("no group 7");

    assertThat(said).containsExactly("no event 12 of group abc1x", "no group 7");
  }

  @Test
  void sayOnce_linesThatDifferInNumbers_each() {
    notices.sayOnce("group-1");
    notices.sayOnce("group-2");
    notices.sayOnce("group-1");

    assertThat(said).containsExactly("group-1", "group-2");
  }
}
