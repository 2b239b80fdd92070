// The system's proxy for an address, in the form undici wants.
import type { Session } from 'electron/main'

/**
 * Reads a PAC-style answer (`PROXY host:port; DIRECT`) and gives the first usable proxy as a URL, or undefined for a
 * direct connection. SOCKS is not supported by the transport and is passed over.
 * Throws where proxies are named and none can be used: a direct connection would go around what the user set up.
 * Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
export function proxyUrlOf(answer: string): string | undefined {
  const parts = answer.split(';').filter((part) => part.trim() !== '')
  for (const part of parts) {
    const [kind = '', host = ''] = part.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return undefined
    if (!/^[^/@\s]+:\d+$/.test(host)) continue
    if (kind.toUpperCase() === 'PROXY' || kind.toUpperCase() === 'HTTP') return `http://${host}`
    if (kind.toUpperCase() === 'HTTPS') return `https://${host}`
  }
  if (parts.length > 0) throw new Error('none of the proxies can be used')
  return undefined
}

/** Asks Chromium's resolver, which knows the desktop's settings and PAC scripts. */
export function createProxyResolver(session: Session): (url: string) => Promise<string | undefined> {
  return async (url) => proxyUrlOf(await session.resolveProxy(url))
}
