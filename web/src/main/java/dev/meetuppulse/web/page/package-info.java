/**
 * The page, its scripts and its styles. The server fills the templates for the first boards, before
 * any script runs; the page is shared for 200 ms.
 */
package dev.meetuppulse.web.page;
