// Which addresses of pictures may be asked for, and kept: those of the portal itself and of Bitrix24's picture servers.
// Pure: fetches nothing.
import type { JsonValue } from '../../../shared/contract/common'
import { asObject } from './json'

/** Makes of what the portal names as a picture an absolute address; `undefined` for one that must not be kept. */
export type PictureAddress = (told: JsonValue | undefined) => string | undefined

export interface PictureHome {
  /** `https://host[:port]` of the portal; plain http where its owner allowed that. */
  readonly origin: string
  /** The webhook's code: an address that holds it is no picture. */
  readonly secret: string
}

const MAX_LENGTH = 2048
/** What the portal derives from a webhook lets its holder in (undocumented): a path below `/rest/`, a token. */
const TELLS = /\/rest\/|[?&;](?:token|auth|access_token|sessid|signature)=/i
/** What chats name where there is no picture. */
const BLANK = /\/blank\.gif(?:$|\?)/
/** Bitrix24's own picture servers, next to the cloud portals' hosts. */
const CDN = /^cdn(?:-[a-z0-9]+)*\.bitrix24\.[a-z]{2,3}(?:\.[a-z]{2})?$/

/**
 * Reads `AVATAR`, `IMAGE`, `photo`: text, or an object with `src`. A relative path is taken to be the
 * portal's. Dropped: other hosts, http where the portal itself has https, user info, whatever carries a secret.
 */
export function pictureAddress(home: () => PictureHome | undefined): PictureAddress {
  return (told) => {
    const text = (textIn(told) ?? textIn(asObject(told)['src']) ?? textIn(asObject(told)['SRC']))?.trim()
    if (text === undefined || text === '' || text === '0' || text.length > MAX_LENGTH || BLANK.test(text))
      return undefined
    const at = home()
    return at && resolved(text, at)
  }
}

function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Whether pictures of this portal may come from there. */
function isPictureHost(url: URL, origin: string): boolean {
  return url.origin === origin || (url.protocol === 'https:' && url.port === '' && CDN.test(url.hostname))
}

function resolved(text: string, { origin, secret }: PictureHome): string | undefined {
  const url = URL.parse(text, `${origin}/`)
  if (url === null || url.username !== '' || url.password !== '' || !isPictureHost(url, origin)) return undefined
  url.hash = ''
  const plain = decoded(url.href)
  if (plain === undefined || TELLS.test(plain) || (secret !== '' && plain.includes(secret))) return undefined
  return url.href.length > MAX_LENGTH ? undefined : url.href
}

/** Decoded as often as a server may do it; `undefined` for what is not decodable. */
function decoded(href: string): string | undefined {
  try {
    return decodeURIComponent(decodeURIComponent(href))
  } catch {
    return undefined
  }
}
