/** Finds the boards that a query asks for. */
package dev.meetuppulse.web.boards;
