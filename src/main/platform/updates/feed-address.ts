// Where the feed is asked for: one file for each system and architecture in the feed's folder. Pure.

export interface Machine {
  /** As `process.platform` tells it. */
  readonly system: string
  /** As `process.arch` tells it. */
  readonly arch: string
}

/** The feed's folder; undefined for what is no https address, or names a user, a query or a fragment. */
export function feedFolder(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) return undefined
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** E.g. `https://example.org/bellhop/linux-x64.json`. */
export const feedFile = (folder: URL, { system, arch }: Machine): URL => new URL(`${system}-${arch}.json`, folder)
