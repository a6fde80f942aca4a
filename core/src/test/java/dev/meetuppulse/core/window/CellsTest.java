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
    Cell cell = new Cell();
    Map<List<Integer>, Counts> model = new HashMap<>();
    int adds = random.nextInt(500);
    for (int i = 0; i < adds; i++) {
      int group = random.nextInt(20);
      int event = random.nextInt(5) - 1;
      int sign = random.nextInt(3) == 0 ? -1 : 1;
      int yes = random.nextInt(2) * sign;
      int no = random.nextInt(2) * sign;
      long going = (long) random.nextInt(1_000_001) * sign;
      cell.of(group, event).counts().set(sign, yes, no, going);
      cells.add(cell);
      model.computeIfAbsent(List.of(group, event), key -> new Counts()).add(cell.counts());
      if (random.nextInt(50) == 0) {
        cells.pack();
      }
      if (random.nextInt(200) == 0) {
        cells.clear();
        model.clear();
      }
    }
    Map<List<Integer>, Counts> visited = new HashMap<>();
    cells.forEach(
        visit ->
            visited
                .computeIfAbsent(List.of(visit.group(), visit.event()), key -> new Counts())
                .add(visit.counts()));
    assertThat(visited).isEqualTo(model);
  }
}
