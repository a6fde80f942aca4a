package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.cluster.Server.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files, read as the servers read them. */
class ProgramsTest {
  private static final ClusterShape SHAPE = ClusterShape.onThisMachine(1, 1);

  @TempDir private Path folder;

  @Test
  void folderWithAnyName_isReadAsItIs() throws Exception {
    Path root = folder.resolve("it's \"Zürich\" 東京");
    ClusterJars jars =
        new ClusterJars(folder, Files.createDirectory(folder.resolve("lib")), folder);

    Cluster cluster = Cluster.create(root, jars, SHAPE);

    assertThat(properties(root.resolve("zookeeper/zoo.cfg")))
        .containsEntry("dataDir", root.resolve("zookeeper/data").toString());
    assertThat(properties(root.resolve("kafka/server.properties")))
        .containsEntry("log.dirs", root.resolve("kafka/data").toString());
    for (Kind kind : new Kind[] {Kind.NIMBUS, Kind.SUPERVISOR}) {
      String name = cluster.servers(kind).get(0).name();
      try (InputStream yaml = Files.newInputStream(root.resolve(name + "/conf/storm.yaml"))) {
        Map<String, Object> config = new Yaml().load(yaml);
        assertThat(config)
            .containsEntry("storm.local.dir", root.resolve(name + "/local").toString());
      }
    }
    assertThat(root.resolve("redis/redis.conf"))
        .content()
        .contains("dir \"" + folder + "/it's \\\"Zürich\\\" 東京/redis\"");
  }

  @Test
  void create_inAFolderOfSomethingElse_isRefusedAndTouchesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("README.md"), "mine");

    assertThatThrownBy(() -> Cluster.create(folder, new ClusterJars(folder, folder, folder), SHAPE))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            folder + " is not empty and holds no cluster; give the cluster a folder of its own");
    assertThat(folder)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining("glob:**/plan*");
  }

  @Test
  void create_inAFolderThatCantStandInAClassPath_isRefused() {
    Path place = folder.resolve("a:b");

    assertThatThrownBy(() -> Cluster.create(place, new ClusterJars(folder, folder, folder), SHAPE))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(place.toString());
    assertThat(place).doesNotExist();
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }
}
