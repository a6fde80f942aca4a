/** The JSON API. */
package dev.meetuppulse.web.api;
