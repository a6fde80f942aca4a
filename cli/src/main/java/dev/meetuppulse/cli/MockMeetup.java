package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.simulator.meetup.AccessFiles;
import dev.meetuppulse.simulator.meetup.ApiOptions;
import dev.meetuppulse.simulator.meetup.MeetupApiServer;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Path;

/** Serves a mock of Meetup's API until the process is asked to stop. */
record MockMeetup(CommandContext context, MeetupApiOptions asked, ApiOptions options) {

  void serve(String address, int port) throws Exception {
    Path folder = asked.access().orElse(context.directory().path().resolve("meetup-api"));
    String settings;
    try {
      AccessFiles files = new AccessFiles(folder);
      MeetupApiServer server =
          context
              .cleanup()
              .open(() -> new MeetupApiServer(options, files.publicKey()).start(address, port));
      String url = new ServerAddress(address, server.port()).url();
      settings = files.settings(url, options.pace().speed()).toString();
      context.say(
          "the mock Meetup API is on "
              + url
              + "/gql-ext; "
              + (options.pace().speed() == 1 ? "" : "its time begins with the first token; ")
              + "Ctrl-C stops it");
      context.say(
          "  "
              + Pulse.startedAs()
              + " feed meetup --network "
              + MeetupApiServer.NETWORK
              + " --settings "
              + settings
              + " --kafka HOST:PORT");
      context.say(
          "  curl '" + url + "/simulator/truth?countries=all'    the boards that it must lead to");
      context.say("  curl " + url + "/simulator/status    its time, and the points that were used");
    } catch (JavalinBindException e) {
      throw new Failure(
          "can't listen on " + new ServerAddress(address, port) + "; try --port 0", e);
    } catch (IOException e) {
      throw new Failure("can't write the client's key to " + folder + "; set --access", e);
    }
    context.awaitStop();
  }
}
