// Which of Chromium's own switches an installed Bellhop takes: looks, languages and the way to the network, nothing that opens
// a door into the app. Data only; an allowed list, because a forbidden one would be out of date with the next Chromium.

/** Without a value. */
const PLAIN = [
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'enable-wayland-ime',
  'force-high-contrast',
  'force-renderer-accessibility',
  'no-proxy-server',
  // The Windows installer starts the app with it after an update.
  'updated',
]

/** With a value after `=`. */
const VALUED = [
  'force-color-profile',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'password-store',
  'proxy-bypass-list',
  'proxy-pac-url',
  'proxy-server',
  'use-angle',
  'use-gl',
  'wayland-text-input-version',
]

/**
 * Whether an installed app may be started with this switch.
 * @param name without the dashes
 * @see https://peter.sh/experiments/chromium-command-line-switches/
 */
export const isHarmless = (name: string, valued: boolean): boolean => (valued ? VALUED : PLAIN).includes(name)
