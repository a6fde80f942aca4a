/**
 * Finds the boards that a query asks for. Published boards are shared for 50 ms, filtered boards
 * for 1 s, history and the past for 5 s.
 */
package dev.meetuppulse.web.boards;
