/**
 * Settings: one YAML file, overridden by the environment, overridden by flags; all checked at
 * start.
 */
package dev.meetuppulse.core.settings;
