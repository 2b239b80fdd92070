// Who signs an installer, taken from the environment, as electron-builder reads it. Pure.
// https://www.electron.build/code-signing, https://www.electron.build/mac#notarize
import type { System } from './targets.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** The sets of variables with which Apple's notary can be asked; one whole set is enough. */
const NOTARY = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN_PROFILE'],
]

const has = (env: Env, name: string): boolean => (env[name] ?? '') !== ''

export interface Signing {
  readonly signed: boolean
  /** macOS: whether Apple is asked to notarize it. */
  readonly notarized: boolean
  /** What whoever made it should know. */
  readonly told: string
}

const mac = (env: Env): Signing => {
  const signed = has(env, 'CSC_LINK') || has(env, 'CSC_NAME')
  const notarized = signed && NOTARY.some((names) => names.every((name) => has(env, name)))
  if (!signed)
    return {
      signed,
      notarized,
      told: 'not signed (no CSC_LINK or CSC_NAME): macOS opens it only by way of its settings',
    }
  return notarized
    ? { signed, notarized, told: 'signed and notarized' }
    : {
        signed,
        notarized,
        told: 'signed, not notarized (no APPLE_API_KEY or APPLE_ID): macOS warns before it opens it',
      }
}

const windows = (env: Env): Signing => {
  const signed = has(env, 'WIN_CSC_LINK') || has(env, 'CSC_LINK')
  const told = signed ? 'signed' : 'not signed (no WIN_CSC_LINK or CSC_LINK): Windows warns before it runs it'
  return { signed, notarized: false, told }
}

export const signingFor = (system: System, env: Env): Signing => {
  switch (system) {
    case 'darwin':
      return mac(env)
    case 'win32':
      return windows(env)
    case 'linux':
      return { signed: false, notarized: false, told: 'not signed: on Linux the feed of updates or the archive signs' }
  }
}
