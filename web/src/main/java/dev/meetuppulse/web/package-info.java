/**
 * The page and its JSON API, read only.
 *
 * <p>{@code http} sends answers and refuses what it must, {@code boards} finds the boards that a
 * query asks for, {@code api} and {@code page} hold a class for each route. An answer is made once
 * for everybody who asks within a fifth of a second; what did not change is a 304.
 */
package dev.meetuppulse.web;
