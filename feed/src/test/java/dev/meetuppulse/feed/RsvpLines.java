package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Records as the stream sends them. */
final class RsvpLines {
  static final String SECRET = "Xq7SECRETq7X";

  private RsvpLines() {}

  static String line(long id, long mtime) {
    return ("{'response':'yes','member':{'member_id':1,'member_name':'" + SECRET + "'},'guests':0,")
            .replace('\'', '"')
        + ("'rsvp_id':" + id + ",'mtime':" + mtime + ",'group':{'group_country':'us',")
            .replace('\'', '"')
        + "'group_city':'Garner','group_state':'NC'}}".replace('\'', '"');
  }

  static Line of(long id, long mtime) {
    return Line.of(line(id, mtime).getBytes(UTF_8));
  }
}
