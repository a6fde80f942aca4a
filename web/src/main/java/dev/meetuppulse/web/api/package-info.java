/** The JSON API, with a method for each route. Trends are shared for 200 ms. */
package dev.meetuppulse.web.api;
