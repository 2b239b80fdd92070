// What a build is called. Pure.

/** Over which Electron it is built: the project's own, or another one that happens to be here. */
export type Kind = 'release' | 'test'

/** A test build comes before the release of the same number, so that the release replaces it. */
export const versionOf = (version: string, kind: Kind): string => (kind === 'release' ? version : `${version}-test`)

/** The sentence for the terminal; a release needs none. */
export const kindTold = (kind: Kind, electron: { readonly used: string; readonly own: string }): string | undefined =>
  kind === 'release'
    ? undefined
    : `Test build: made over Electron ${electron.used}, which is not the one this version is released with (${electron.own}). Not for distribution.`
