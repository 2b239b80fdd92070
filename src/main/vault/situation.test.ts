// Would catch: locked, absent and changed being mixed up, or an operation let through where it could lose something.
import { expect, test } from 'vitest'
import { UNOPENED, after, refusal, type Situation, type VaultHappening, type VaultOperation } from './situation'

const from = (...happenings: VaultHappening[]): Situation => happenings.reduce(after, UNOPENED)

const absent = from({ kind: 'nothingFound' })
const unlocked = from({ kind: 'opened', slots: ['os', 'passphrase'] })
const lockedByUser = after(unlocked, { kind: 'lockedByUser' })
const lockedOsOnly = from({ kind: 'opened', slots: ['os'] }, { kind: 'lockedByUser' })
const askPassphrase = from({ kind: 'closed', slots: ['os', 'passphrase'], problem: 'vault.keyringUnavailable' })
const changed = from({ kind: 'closed', slots: ['os'], problem: 'vault.keyringChanged' })
const silent = from({ kind: 'closed', slots: ['os'], problem: 'vault.keyringUnavailable' })
const corrupt = from({ kind: 'damaged', problem: 'vault.corrupt' })
const newer = from({ kind: 'damaged', problem: 'vault.newer' })
const memory = after(absent, { kind: 'memoryChosen' })
const memoryBesideChanged = after(changed, { kind: 'memoryChosen' })
const memoryBesideNewer = after(newer, { kind: 'memoryChosen' })

test('a failing keyring locks where a passphrase is a second door, and is the news where it is not', () => {
  expect(askPassphrase).toEqual({ state: 'locked', slots: ['os', 'passphrase'], problem: 'vault.keyringUnavailable' })
  expect(changed.state).toBe('keyringChanged')
  expect(silent).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringUnavailable' })
  expect(from({ kind: 'closed', slots: ['passphrase'] })).toEqual({ state: 'locked', slots: ['passphrase'] })
})

test('before the file was looked at the vault is locked, never absent', () => {
  expect(UNOPENED.state).toBe('locked')
})

test('memory beside a file that cannot be opened remembers what is wrong with it', () => {
  expect(memory).toEqual({ state: 'degraded', slots: ['memory'] })
  expect(memoryBesideChanged).toEqual({ state: 'degraded', slots: ['memory'], behind: 'vault.keyringChanged' })
  expect(after(memoryBesideChanged, { kind: 'setAside' })).toEqual(memory)
})

test('locking touches an unlocked vault only: memory secrets would be lost by it', () => {
  for (const other of [absent, memory, changed, corrupt]) expect(after(other, { kind: 'lockedByUser' })).toBe(other)
})

const none = 'vault.absent'
const locked = 'vault.locked'
const set = 'vault.alreadySet'
const kc = 'vault.keyringChanged'
const bad = 'vault.corrupt'
const nw = 'vault.newer'
const ku = 'vault.keyringUnavailable'

/** Columns: absent, unlocked, lockedByUser, lockedOsOnly, changed, silent, corrupt, newer, memory, +changed, +newer. */
const ROWS: [VaultOperation, (string | undefined)[]][] = [
  ['read', [none, undefined, locked, locked, kc, ku, bad, nw, undefined, undefined, undefined]],
  ['write', [undefined, undefined, locked, locked, kc, ku, bad, nw, undefined, undefined, undefined]],
  ['forget', [undefined, undefined, locked, locked, kc, ku, bad, nw, undefined, undefined, undefined]],
  ['setPassphrase', [undefined, undefined, locked, locked, kc, ku, bad, nw, undefined, kc, nw]],
  ['unlock', [none, undefined, undefined, ku, kc, ku, bad, nw, none, kc, nw]],
  [
    'useMemory',
    [undefined, set, set, set, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
  ],
  ['lock', [none, undefined, undefined, undefined, undefined, undefined, undefined, undefined, none, none, none]],
  ['startOver', [none, set, undefined, undefined, undefined, undefined, undefined, nw, none, undefined, nw]],
]

test.each(ROWS)('%s is refused exactly where it must be', (operation, expected) => {
  const situations = [absent, unlocked, lockedByUser, lockedOsOnly, changed, silent, corrupt, newer, memory]
  const all = [...situations, memoryBesideChanged, memoryBesideNewer]
  expect(all.map((situation) => refusal(situation, operation)?.code)).toEqual(expected)
})
