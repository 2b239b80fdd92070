// What a build of the app knows of updates. Whoever publishes a build fills this in (docs/packaging.md); as it stands the
// app has no feed to ask and no key to believe, and says so.

export interface BuiltIn {
  /** https address of the folder with the feed; empty for none. */
  readonly feed: string
  /** Ed25519 public key in PEM, whose signatures are believed; empty for none. No setting can change it. */
  readonly publicKey: string
}

export const BUILT_IN: BuiltIn = { feed: '', publicKey: '' }
