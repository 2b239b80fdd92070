// Text for notifications, where a system reads more into it than text.

/**
 * The body as text: desktops on Linux read it as markup, in which a name that others chose could hold a picture or a link.
 * Source: https://specifications.freedesktop.org/notification-spec/latest/markup.html
 * @param system as `process.platform` tells it
 */
export function plainBody(body: string, system: string): string {
  return system === 'linux' ? body.replaceAll('<', '‹').replaceAll('>', '›') : body
}
