// BBCode written from what a person chose: values that cannot break out of their tag. Pure.

const MOST = 200

/** A name as it may stand between tags: nothing of it can open, close or break one, or turn the line around. */
export function plainName(name: string): string {
  return name
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, MOST)
}

/** What may stand after `=`. */
const attribute = (value: string): string => plainName(value).slice(0, MOST)

/** `[USER=5]Name[/USER]`, or `undefined` where the id is none. */
export function mentionTag(kind: 'person' | 'chat', id: string, name: string): string | undefined {
  const known = kind === 'chat' ? /^(?:chat)?(\d+)$/ : /^(\d+|all)$/
  const bare = known.exec(id)?.[1]
  if (bare === undefined) return undefined
  const tag = kind === 'chat' ? 'CHAT' : 'USER'
  return `[${tag}=${bare}]${plainName(name) || bare}[/${tag}]`
}

/** An address to link to, completed by `https://`; `undefined` for anything that is no http(s) page. */
export function linkAddress(typed: string): string | undefined {
  const trimmed = typed.trim()
  const complete = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (/\s/.test(trimmed) || !/^https?:\/\/[^/]/i.test(complete) || !URL.canParse(complete)) return undefined
  const { hostname, username } = new URL(complete)
  if (username !== '' || !(hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[')))
    return undefined
  return complete.replaceAll('[', '%5B').replaceAll(']', '%5D')
}

/** A link; without words of its own, or with the address as words, just the address. */
export function linkTag(address: string, words: string): string {
  const shown = words.replaceAll(/\[\/?url[^\]]*\]/gi, '').trim()
  return shown === '' || shown === address ? `[url]${address}[/url]` : `[url=${address}]${shown}[/url]`
}

export const EXTRA_TAGS = ['put', 'send', 'call', 'timestamp', 'icon'] as const
export type ExtraTag = (typeof EXTRA_TAGS)[number]

/**
 * The rarer tags, from two fields: what happens and what is seen. `undefined` while something is missing or wrong.
 * `timestamp` takes a local date and time as `<input type="datetime-local">` writes it, and shows no words of its own.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-formatting.html
 */
export function extraTag(tag: ExtraTag, value: string, words: string): string | undefined {
  switch (tag) {
    case 'put':
    case 'send': {
      const [does, shown] = [attribute(value), plainName(words)]
      if (does === '') return undefined
      return shown === '' || shown === does ? `[${tag}]${does}[/${tag}]` : `[${tag}=${does}]${shown}[/${tag}]`
    }
    case 'call': {
      const number = value.replaceAll(/[\s()-]/g, '')
      if (!/^\+?\d{2,20}$/.test(number)) return undefined
      return `[call=${number}]${plainName(words) || value.trim()}[/call]`
    }
    case 'timestamp': {
      const at = new Date(value).getTime()
      return Number.isNaN(at) ? undefined : `[timestamp=${Math.floor(at / 1000)} format=SHORT_DATE_FORMAT]`
    }
    case 'icon': {
      const address = linkAddress(value)
      if (!address) return undefined
      const title = plainName(words).replaceAll('=', ' ')
      return `[icon=${address} size=20${title === '' ? '' : ` title=${title}`}]`
    }
  }
}
