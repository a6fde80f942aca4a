package dev.meetuppulse.drill;

import java.util.List;

/** The scenarios of some faults that belong together. */
interface ScenarioGroup {
  List<Scenario> scenarios();
}
