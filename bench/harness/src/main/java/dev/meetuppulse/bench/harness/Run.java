package dev.meetuppulse.bench.harness;

/**
 * The figures of one run of one engine.
 *
 * @param engine its name
 * @param parser what it read lines with: {@code scanner}, ours, or {@code jackson}
 * @param run the how-manieth, from 1
 * @param recordsPerSecond whole run: from the first byte that the broker sent of the topic to the
 *     boards of all records
 * @param steadyRecordsPerSecond the same between the publications next to 20 % and 80 % of the
 *     records
 * @param cpuSecondsPerMillion CPU seconds that its JVM (and Redis, for ours) took for a million
 *     records, over the whole run
 * @param peakMemoryMb largest resident memory of its JVM (and Redis), MiB, from the start of the
 *     JVM on
 * @param gcMillis time its collectors took
 * @param redisCpuSecondsPerMillion the part that was Redis
 * @param redisMemoryMb the part that was Redis
 * @param correct whether its boards were those of the generator
 * @param problem why there is no answer; empty if there is one
 */
record Run(
    String engine,
    String parser,
    int run,
    double recordsPerSecond,
    double steadyRecordsPerSecond,
    double cpuSecondsPerMillion,
    double peakMemoryMb,
    long gcMillis,
    double redisCpuSecondsPerMillion,
    double redisMemoryMb,
    boolean correct,
    String problem) {

  static Run failed(Contestant contestant, int run, String problem) {
    return new Run(
        contestant.id(), contestant.parser().id(), run, 0, 0, 0, 0, 0, 0, 0, false, problem);
  }

  boolean answered() {
    return problem.isEmpty();
  }
}
