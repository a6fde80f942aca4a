/** Whether the web server is alive, and whether what it shows is what is counted now. */
package dev.meetuppulse.web.health;
