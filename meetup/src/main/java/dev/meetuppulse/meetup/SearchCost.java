package dev.meetuppulse.meetup;

/**
 * The points that a whole search costs.
 *
 * @param pages that it has
 * @param points that it costs
 * @param factsPoints that it costs if it also asks what the events are
 */
record SearchCost(int pages, int points, int factsPoints) {
  static final SearchCost NONE = new SearchCost(0, 0, 0);

  /** Of a network's events: a page of 49, with one RSVP each or with three, uses its points up. */
  static final int NETWORK_ROWS = 49;

  static final int GROUP_ROWS = 12;

  static final int RSVPS = 1;

  /** RSVPs of each event where the facts are asked for too. */
  static final int RSVPS_WITH_FACTS = 3;

  private static final SearchCost NETWORK_PAGE = new SearchCost(1, 2, 4);
  private static final SearchCost GROUP_PAGE = new SearchCost(1, 1, 1);

  static SearchCost ofPage(boolean network) {
    return network ? NETWORK_PAGE : GROUP_PAGE;
  }

  static SearchCost ofNetwork(int events) {
    return NONE.plus(NETWORK_PAGE, (events + NETWORK_ROWS - 1) / NETWORK_ROWS);
  }

  /** Of groups, a page each. */
  static SearchCost ofGroups(int groups) {
    return NONE.plus(GROUP_PAGE, groups);
  }

  SearchCost plus(SearchCost page, int count) {
    return new SearchCost(
        pages + count * page.pages,
        points + count * page.points,
        factsPoints + count * page.factsPoints);
  }
}
