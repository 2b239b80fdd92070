// What app:// answers: a file of the page, or a picture that main has. Knows no Electron; anything else is a bare 404.
import { readFile } from 'node:fs/promises'
import type { Logger } from '../log/port'
import type { Picture } from '../networks/ports'
import { avatarKeyIn, resolveAppPath } from './app-path'

/**
 * `style-src` needs 'unsafe-inline' for the UI kit's positioned parts (docs/decisions.md); scripts come from files only.
 * Source: https://www.electronjs.org/docs/latest/tutorial/security (7).
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

/** The picture of a key; `undefined` where there is none. Never rejects. */
export type ReadPicture = (key: string) => Promise<Picture | undefined>

export interface AppAnswerDeps {
  /** The folder of the page. */
  readonly root: string
  readonly log: Logger
  readonly picture: ReadPicture
}

/** Another key is another picture: what a key stands for never changes. */
const PICTURE_CACHE = 'private, max-age=31536000, immutable'

/** Answers one request. Never rejects. */
export async function answerApp(
  request: { readonly method: string; readonly url: string },
  deps: AppAnswerDeps,
): Promise<Response> {
  const nothing = new Response('', { status: 404, headers: { ...HEADERS, 'cache-control': 'no-store' } })
  if (request.method !== 'GET') return nothing
  const key = avatarKeyIn(request.url)
  // What could not be fetched now may be there at the next sight.
  if (key !== undefined) return (await pictureOf(key, deps)) ?? nothing
  const file = resolveAppPath(deps.root, request.url)
  if (!file) return nothing
  try {
    const body = await readFile(file.path)
    return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'content-type': file.type } })
  } catch (error) {
    deps.log.error('a file of the app cannot be read', { path: file.path, error: String(error) })
    return nothing
  }
}

async function pictureOf(key: string, { picture }: AppAnswerDeps): Promise<Response | undefined> {
  const found = await picture(key)
  if (found === undefined) return undefined
  const headers = { ...HEADERS, 'content-type': found.type, 'cache-control': PICTURE_CACHE }
  return new Response(new Uint8Array(found.bytes), { headers })
}
