// Which host is whose: this machine, Bluesky itself, or somebody else's server. Pure.
import { BLUESKY_PDS_SUFFIX } from './config'

/** Whether a URL's host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Whether Bluesky runs this server, so that its entryway takes the login. */
export function isBlueskyHost(url: URL, entryway: string): boolean {
  return url.host === new URL(entryway).host || (url.protocol === 'https:' && url.host.endsWith(BLUESKY_PDS_SUFFIX))
}

/**
 * Reads a host a person typed or agreed to (`pds.example.com`, `https://pds.example.com/`). Answers its origin's URL;
 * `undefined` when it is none. Without a scheme it is https, or http on this machine.
 */
export function readServiceUrl(text: string): URL | undefined {
  const typed = text.trim()
  const withScheme = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(withScheme)) return undefined
  const url = new URL(withScheme)
  if (url.username !== '' || url.password !== '') return undefined
  if (withScheme !== typed && isLoopback(url.hostname)) url.protocol = 'http:'
  return new URL(url.origin)
}
