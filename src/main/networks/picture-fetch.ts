// Fetching one picture for any network: from allowed addresses only, over redirects too, and nothing but a small image.
// Knows no network; each brings its own connections and says which addresses are its own.
import { fail, ok, type Result } from '../../shared/contract/result'
import { pictureFacts } from '../../shared/domain/picture'
import { AVATAR_MAX_BYTES, type Picture } from './group-ports'
import type { Timers } from './ports'

export interface PictureAnswer {
  readonly status: number
  readonly location: string | undefined
  /** Decoded, in pieces. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface PictureSource {
  /** Whether this address may be asked at all. */
  allows(url: URL): boolean
  /**
   * One GET without cookies or credentials, redirects not followed. Fails or throws as its connection does. The signal
   * ends it, its body too.
   */
  open(url: URL, signal: AbortSignal): Promise<Result<PictureAnswer>>
  readonly timers: Timers
}

const MAX_REDIRECTS = 3
/** For everything: a server that drips is not waited for. */
export const PICTURE_TIMEOUT_MS = 15_000

/** The body, while it is short enough; `undefined` once it is not. */
async function readShort(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > AVATAR_MAX_BYTES) return undefined
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

type Step = { readonly next: URL } | { readonly end: Result<Picture> }

async function step(url: URL, source: PictureSource, signal: AbortSignal): Promise<Step> {
  const { host } = url
  const refused = { end: fail('net.badAnswer', 'never', { host }) } as const
  if (url.username !== '' || url.password !== '' || !source.allows(url)) return refused
  const answer = await source.open(url, signal)
  if (!answer.ok) return { end: answer }
  const { status, location, body } = answer.data
  if (status >= 300 && status < 400 && location !== undefined) {
    const next = URL.parse(location, url.href)
    return next === null ? refused : { next }
  }
  if (status !== 200) {
    return { end: status >= 500 ? fail('net.serverError', 'later', { host }) : refused.end }
  }
  const bytes = await readShort(body)
  if (bytes === undefined) return { end: fail('net.tooLarge', 'never', { host }) }
  const facts = pictureFacts(bytes)
  return facts === undefined ? refused : { end: ok({ bytes, type: facts.type }) }
}

async function follow(address: string, source: PictureSource, signal: AbortSignal): Promise<Result<Picture>> {
  let url = URL.parse(address)
  for (let hop = 0; url !== null && hop <= MAX_REDIRECTS; hop += 1) {
    const taken = await step(url, source, signal)
    if ('end' in taken) return taken.end
    url = taken.next
  }
  return fail('net.badAnswer', 'never', { host: url?.host ?? '' })
}

/**
 * Fetches the picture at `address`: a PNG, JPEG, GIF or WebP by its first bytes, of at most `AVATAR_MAX_BYTES` and 4096
 * pixels a side. Errors: `net.badAnswer` for an address that is not allowed and for anything that is no such picture,
 * `net.tooLarge`, `net.timeout`, `net.cancelled`, and those of the connection.
 */
export async function fetchPicture(
  address: string,
  source: PictureSource,
  cancelled?: AbortSignal,
): Promise<Result<Picture>> {
  const host = URL.parse(address)?.host ?? ''
  if (cancelled?.aborted === true) return fail('net.cancelled', 'later', { host })
  const deadline = new AbortController()
  // Fires at the end in any case: answers that were not read to their end give their connections back.
  const over = new AbortController()
  source.timers.sleep(PICTURE_TIMEOUT_MS, over.signal).then(
    () => deadline.abort(),
    () => undefined,
  )
  const given = [deadline.signal, ...(cancelled ? [cancelled] : [])]
  const signal = AbortSignal.any(given)
  // A body that stops coming is not waited for, whatever its connection does with the signal.
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  try {
    const fetched = await Promise.race([follow(address, source, AbortSignal.any([over.signal, ...given])), stopped])
    if (fetched !== undefined && !signal.aborted) return fetched
  } catch {
    // The connection broke in the middle of the body.
    if (!signal.aborted) return fail('net.reset', 'later', { host })
  } finally {
    over.abort()
  }
  return fail(deadline.signal.aborted ? 'net.timeout' : 'net.cancelled', 'later', { host })
}
