// When a portal may be spoken to without encryption: the secret travels in the path, so hardly ever.
import { BlockList, isIP } from 'node:net'

/** `https`: nothing to decide. `ifPrivate`: allowed if the address it resolves to is private. */
export type PlainHttp = 'https' | 'refused' | 'allowed' | 'ifPrivate'

export interface HttpRuleInput {
  /** `http(s)://host[:port]`. */
  readonly origin: string
  /** The account's owner allowed it. */
  readonly allowHttp: boolean
  /** The app allows it: the practice process, and any loopback host in unpackaged builds. */
  readonly allowHttpOrigin: (origin: string) => boolean
}

/**
 * Loopback needs the app's leave, a private host the owner's, a public host never gets any. A name that does not tell
 * (`portal.company.example`) is decided by the address it resolves to, once connected and before a byte is sent.
 * @see https://apidocs.bitrix24.com/settings/security-recommendations.html
 */
export function plainHttpRule({ origin, allowHttp, allowHttpOrigin }: HttpRuleInput): PlainHttp {
  const url = URL.parse(origin)
  if (url === null) return 'refused'
  if (url.protocol === 'https:') return 'https'
  if (url.protocol !== 'http:') return 'refused'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isLoopbackHost(host)) return allowHttpOrigin(origin) ? 'allowed' : 'refused'
  if (!allowHttp) return 'refused'
  return isIP(host) === 0 || isPrivateAddress(host) ? 'ifPrivate' : 'refused'
}

/** Loopback, RFC 1918, RFC 4193, link-local and carrier-grade addresses; an IPv4 in an IPv6 counts as itself. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(bare)
  return family !== 0 && privateRanges().check(bare, family === 4 ? 'ipv4' : 'ipv6')
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function privateRanges(): BlockList {
  const list = new BlockList()
  list.addSubnet('10.0.0.0', 8)
  list.addSubnet('100.64.0.0', 10)
  list.addSubnet('127.0.0.0', 8)
  list.addSubnet('169.254.0.0', 16)
  list.addSubnet('172.16.0.0', 12)
  list.addSubnet('192.168.0.0', 16)
  list.addAddress('::1', 'ipv6')
  list.addSubnet('fc00::', 7, 'ipv6')
  list.addSubnet('fe80::', 10, 'ipv6')
  return list
}
