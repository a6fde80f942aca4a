/**
 * Measures trend detectors against bursts whose truth is known, on seeded simulations that run as
 * fast as they can be computed.
 *
 * <p>A {@link dev.meetuppulse.simulator.trends.Plan} says which streams; a {@link
 * dev.meetuppulse.simulator.trends.PlannedStream} is one of them with its bursts; a {@link
 * dev.meetuppulse.simulator.trends.Contender} is a way of finding trends: the detector in use, or a
 * plain one it is compared with; a {@link dev.meetuppulse.simulator.trends.AlarmJudge} knows the
 * truth and keeps the {@link dev.meetuppulse.simulator.trends.Score}. A {@link
 * dev.meetuppulse.simulator.trends.CurveSweep} does so over many rates, lengths and levels of
 * strictness, and {@link dev.meetuppulse.simulator.trends.CurveDrawing} draws what came of it.
 */
package dev.meetuppulse.simulator.trends;
