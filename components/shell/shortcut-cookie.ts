/** Says that single keys do nothing on this device; without it they do. */
export const SHORTCUTS_COOKIE = "heder-keys";
export const SHORTCUTS_OFF = "off";
