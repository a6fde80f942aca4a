/**
 * The page and its JSON API.
 *
 * <p>Everything is read only. An answer is made once and then given to all who ask within a fifth
 * of a second; what did not change costs a 304.
 */
package dev.meetuppulse.web;
