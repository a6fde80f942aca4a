/** The whole pipeline in one process, with a simulated stream. */
package dev.meetuppulse.cli.demo;
