/**
 * The page and its JSON API, read only.
 *
 * <p>{@code http} sends answers and refuses what it must, {@code boards} finds the boards that a
 * query asks for, {@code api} and {@code page} hold a class for each route. An answer is computed
 * once for all clients and shared: published boards for 50 ms, trends and the page for 200 ms,
 * filtered boards for 1 s, history and the past for 5 s. What did not change is a 304.
 */
package dev.meetuppulse.web;
