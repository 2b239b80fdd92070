// Which file, or which picture, an app:// address means. Pure; what answers reads what this allows and nothing else.
import { extname, join, normalize, sep } from 'node:path'

/** Content types the page may be served; anything else is not part of the app. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/**
 * The file for an address under `app://ui/`, or undefined for one that is not ours: another host, a type not served,
 * or any way (`..`, `%2e`, backslash, NUL) to leave `root`. The empty path is index.html.
 */
export function resolveAppPath(root: string, url: string): { path: string; type: string } | undefined {
  const parsed = URL.parse(url)
  if (!parsed || parsed.protocol !== 'app:' || parsed.host !== 'ui' || url.length > 2048) return undefined
  const pathname = decode(parsed.pathname)
  if (pathname === undefined || /[\0\\%]/.test(pathname)) return undefined
  const path = normalize(join(root, pathname === '/' || pathname === '' ? 'index.html' : pathname))
  const type = TYPES[extname(path)]
  if (!path.startsWith(normalize(root) + sep) || type === undefined) return undefined
  return { path, type }
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

const AVATAR = /^app:\/\/ui\/avatars\/([a-z0-9]{32})$/

/** The key in `app://ui/avatars/<key>`; `undefined` for any other address, one with a query or a fragment included. */
export function avatarKeyIn(url: string): string | undefined {
  return AVATAR.exec(url)?.[1]
}
