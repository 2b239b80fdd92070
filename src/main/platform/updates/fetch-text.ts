// Fetches the feed's file: https only, no redirect, no cookie, so much and no more, so long and no longer.

const MAX_BYTES = 100_000
const LIMIT_MS = 20_000

/** The part of `fetch` that is used; Electron's own goes through the system's proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Rejects for anything but a whole answer of 200. */
export const createFetchText =
  (fetch: Fetch, limitMs = LIMIT_MS): ((url: string) => Promise<string>) =>
  async (url) => {
    if (!url.startsWith('https://')) throw new TypeError('not an https address')
    const signal = AbortSignal.timeout(limitMs)
    const answer = await fetch(url, { redirect: 'error', credentials: 'omit', cache: 'no-store', signal })
    if (answer.status !== 200 || answer.body === null) throw new Error(`answered ${answer.status}`)
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      size += piece.byteLength
      if (size > MAX_BYTES) throw new RangeError('too large')
      pieces.push(piece)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  }
