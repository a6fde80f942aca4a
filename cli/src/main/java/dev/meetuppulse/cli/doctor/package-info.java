/** Looks at this machine and the servers that settings name, and says what to do. */
package dev.meetuppulse.cli.doctor;
