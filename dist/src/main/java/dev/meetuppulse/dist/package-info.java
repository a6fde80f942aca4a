/** The distribution: what only its archive needs. */
package dev.meetuppulse.dist;
