package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CellsTest {

  @Property(tries = 100)
  void cells_packedOrClearedAtAnyMoment_addUpAsInAMap(@ForAll long seed) {
    Random random = new Random(seed);
    Cells cells = new Cells();
    Map<List<Integer>, long[]> model = new HashMap<>();
    int adds = random.nextInt(500);
    for (int i = 0; i < adds; i++) {
      int facets = random.nextInt(20);
      int event = random.nextInt(5) - 1;
      int sign = random.nextInt(3) == 0 ? -1 : 1;
      int yes = random.nextInt(2) * sign;
      int no = random.nextInt(2) * sign;
      long going = (long) random.nextInt(1_000_001) * sign;
      cells.add(facets, event, sign, yes, no, going);
      long[] counts = model.computeIfAbsent(List.of(facets, event), key -> new long[4]);
      counts[0] += sign;
      counts[1] += yes;
      counts[2] += no;
      counts[3] += going;
      if (random.nextInt(50) == 0) {
        cells.pack();
      }
      if (random.nextInt(200) == 0) {
        cells.clear();
        model.clear();
      }
    }
    Map<List<Integer>, long[]> visited = new HashMap<>();
    cells.forEach(
        (facets, event, rsvps, yes, no, going) -> {
          long[] counts = visited.computeIfAbsent(List.of(facets, event), key -> new long[4]);
          counts[0] += rsvps;
          counts[1] += yes;
          counts[2] += no;
          counts[3] += going;
        });
    assertThat(visited.keySet()).isEqualTo(model.keySet());
    model.forEach((key, counts) -> assertThat(visited.get(key)).as("%s", key).isEqualTo(counts));
  }
}
