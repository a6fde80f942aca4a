/**
 * Sends responses and refuses bad requests: an unchanged response is a 304, an error is JSON, and a
 * request under a foreign host name is a 421.
 */
package dev.meetuppulse.web.http;
