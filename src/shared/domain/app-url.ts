// What counts as a page of the app itself.

/** True for a page of the app itself; `URL.origin` of a custom scheme is not to be relied on, so parts are compared. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === 'app:' && parsed.host === 'ui' && parsed.username === ''
}
