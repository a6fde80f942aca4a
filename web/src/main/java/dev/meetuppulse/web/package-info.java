/**
 * The server of the page and its JSON API, read only. A response is computed once for all clients
 * and shared.
 */
package dev.meetuppulse.web;
