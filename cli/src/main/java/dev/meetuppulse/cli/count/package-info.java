/** Counts recordings with the whole pipeline and gives the boards they end with. */
package dev.meetuppulse.cli.count;
