package dev.meetuppulse.simulator;

/** One line of the simulated stream. */
public sealed interface SimulatedLine permits SimulatedRsvp, PoisonLine {

  /**
   * Stream time: when the line comes, ms since the epoch. Never less than that of the line before.
   */
  long at();

  /** The line as sent, without its newline. */
  byte[] bytes();
}
