package dev.meetuppulse.simulator;

/** Made-up names of groups, events, places and members, in several scripts. */
final class Names {
  private static final String[] GROUP_FORMS = {
    "%c %t Meetup",
    "%t in %c",
    "The %c %t Group",
    "%c %t & Friends",
    "%t %c",
    "Greater %c %t",
    "%c: %t + %u",
    "20s & 30s %t %c",
    "%t/%u %c",
    "Women of %c %t"
  };
  private static final String[] OTHER_GROUPS = {
    "東京 %t Meetup",
    "Café %t – %c",
    "%t für alle in %c",
    "Les amis de %t ★",
    "한국 %t 모임",
    "Друзья %t %c"
  };
  private static final String[] EVENTS = {
    "%t Night",
    "Monthly Meeting: %t",
    "Introduction to %t",
    "%t @ the Park",
    "Coffee & Conversation",
    "Happy Hour with %u",
    "Saturday Morning Hike / Brunch",
    "New Member Welcome",
    "\"%t\" for Beginners",
    "Book Discussion: %u and the City",
    "Game Night – bring your own!",
    "Weekend Getaway",
    "%t + %u Workshop",
    "Drop-in %t, all levels welcome, please read the description before you RSVP",
    "Dinner & a Movie 🎬",
    "FREE %t class",
    "語学交換 %t",
    "Sunset Walk ☀️",
    "%t Hack Night:\nbring a laptop",
    "Trivia Tuesday"
  };
  private static final String[] PLACES = {
    "Central Library",
    "The Blue Door Cafe",
    "Riverside Park",
    "Community Center, Room 2",
    "Starbucks",
    "Old Town Brewery",
    "TBD",
    "Panera Bread",
    "City Hall Plaza",
    "Café Zoë",
    "Main Street Yoga Studio",
    "The Hub / Coworking",
    "Trailhead parking lot",
    "Grand Hotel",
    "Fitness Factory",
    "公民館"
  };
  private static final String[] FIRST = {
    "Ada", "Ben", "Carla", "Dmitri", "Eun-ji", "Farid", "Greta", "Hiro", "Inés", "Jonas", "Katya",
        "Liam", "Mónica",
    "Nils", "Olu", "Priya", "Quinn", "Rosa", "Søren", "Tomás", "Uma", "Vera", "Wei", "Xochitl",
        "Yusuf", "Zoë",
    "Анна", "さくら", "민준", "محمد", "🌻 Sunny", "J \"Jay\""
  };

  private Names() {}

  static String group(SplitMix random, String city, String topic, String other, boolean abroad) {
    String form =
        abroad && random.chance(0.2)
            ? pick(random, OTHER_GROUPS)
            : random.chance(0.01) ? pick(random, OTHER_GROUPS) : pick(random, GROUP_FORMS);
    return form.replace("%c", city).replace("%t", topic).replace("%u", other);
  }

  static String event(SplitMix random, String topic, String other) {
    return pick(random, EVENTS).replace("%t", topic).replace("%u", other);
  }

  static String place(SplitMix random) {
    return pick(random, PLACES);
  }

  static String first(int bits) {
    return FIRST[bits % FIRST.length];
  }

  private static String pick(SplitMix random, String[] from) {
    return from[random.nextInt(from.length)];
  }
}
