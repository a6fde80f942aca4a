/** Checks this machine and the configured servers, and prints a remedy for each problem. */
package dev.meetuppulse.cli.doctor;
