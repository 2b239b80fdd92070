// Random lives of a vault against a small model. Would catch: any order of starts, locks, passphrases and lost keyrings
// in which an acknowledged secret is lost, a refused one appears, or the state told is not the state it is in.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecoverableVault } from './types'
import { OTHER_PASSPHRASE, PASSPHRASE, makeBench, type Bench } from './testing/kit'

/** What must be true, kept by hand: which doors the file has, which of them work, and what was acknowledged. */
interface Model {
  state: 'absent' | 'locked' | 'unlocked' | 'degraded' | 'keyringChanged'
  /** The file's doors; `undefined` while there is no file. `osWorks`: the keyring that made the slot is still the same. */
  file?: { os: boolean; osWorks: boolean; passphrase?: string }
  keyringHere: boolean
  saved: Map<string, string>
  session: Map<string, string>
}

interface Real {
  readonly bench: Bench
  vault: RecoverableVault
}

type Step =
  | { kind: 'write'; account: string; value: string }
  | { kind: 'forget'; account: string }
  | { kind: 'setPassphrase' | 'unlock'; passphrase: string }
  | { kind: 'useMemory' | 'lock' | 'restart' | 'retry' | 'keyringGoes' | 'keyringComes' | 'keyringReplaced' }

const account = fc.constantFrom('a', 'b', 'c')
const passphrase = fc.constantFrom(PASSPHRASE, OTHER_PASSPHRASE)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), account, value: fc.string({ maxLength: 20, unit: 'binary' }) }),
  fc.record({ kind: fc.constant('forget' as const), account }),
  fc.record({ kind: fc.constantFrom('setPassphrase' as const, 'unlock' as const), passphrase }),
  fc.record({
    kind: fc.constantFrom(
      ...(['useMemory', 'lock', 'restart', 'retry', 'keyringGoes', 'keyringComes', 'keyringReplaced'] as const),
    ),
  }),
)

/** What `open` finds, from the model alone. */
function opened(model: Model): Model['state'] {
  if (!model.file) return 'absent'
  if (model.file.os && model.file.osWorks && model.keyringHere) return 'unlocked'
  return model.file.passphrase !== undefined || !model.file.os ? 'locked' : 'keyringChanged'
}

const usable = (model: Model): boolean => model.state === 'unlocked' || model.state === 'degraded'
const shown = (model: Model): Map<string, string> => (model.state === 'degraded' ? model.session : model.saved)

async function run(model: Model, real: Real, next: Step): Promise<void> {
  switch (next.kind) {
    case 'write':
      return runWrite(model, real, next)
    case 'forget':
      if ((await real.vault.forget(next.account)).ok && usable(model)) shown(model).delete(next.account)
      return
    case 'setPassphrase':
      return runSetPassphrase(model, real, next.passphrase)
    case 'unlock':
      return runUnlock(model, real, next.passphrase)
    case 'useMemory':
      if (model.state === 'absent' || model.state === 'keyringChanged') model.state = 'degraded'
      await real.vault.useMemory()
      return
    case 'lock':
      if (model.state === 'unlocked') model.state = 'locked'
      await real.vault.lock()
      return
    case 'restart':
      model.session.clear()
      real.vault = real.bench.start()
      model.state = opened(model)
      await real.vault.open()
      return
    case 'retry':
      if (!usable(model)) model.state = opened(model)
      await real.vault.open()
      return
    case 'keyringGoes':
    case 'keyringComes':
      model.keyringHere = next.kind === 'keyringComes'
      real.bench.keyring.mood = model.keyringHere ? 'here' : 'gone'
      return
    case 'keyringReplaced':
      if (model.file) model.file.osWorks = false
      real.bench.keyring.replace()
  }
}

async function runWrite(model: Model, real: Real, next: { account: string; value: string }): Promise<void> {
  const makes = model.state === 'absent' && model.keyringHere
  const expected = makes || usable(model)
  expect((await real.vault.write(next.account, 'f', next.value)).ok).toBe(expected)
  if (makes) {
    model.file = { os: true, osWorks: true }
    model.state = 'unlocked'
  }
  if (expected) shown(model).set(next.account, next.value)
}

async function runSetPassphrase(model: Model, real: Real, words: string): Promise<void> {
  const fresh = !model.file && (model.state === 'absent' || model.state === 'degraded')
  const expected = fresh || model.state === 'unlocked'
  expect((await real.vault.setPassphrase(words)).ok).toBe(expected)
  if (!expected) return
  if (fresh) {
    model.saved = new Map(model.session)
    model.session.clear()
    model.file = { os: model.keyringHere, osWorks: model.keyringHere }
  }
  model.state = 'unlocked'
  if (model.file) model.file.passphrase = words
}

async function runUnlock(model: Model, real: Real, words: string): Promise<void> {
  real.bench.time += 400_000
  const expected = model.state === 'unlocked' || (model.state === 'locked' && model.file?.passphrase === words)
  expect((await real.vault.unlock(words)).ok).toBe(expected)
  if (!expected || model.state === 'unlocked') return
  model.state = 'unlocked'
  if (model.file?.os && model.keyringHere) model.file.osWorks = true
}

function agree(model: Model, real: Real): void {
  expect(real.vault.status().state).toBe(model.state)
  for (const name of ['a', 'b', 'c']) {
    const read = real.vault.read(name, 'f')
    const value = usable(model) ? shown(model).get(name) : undefined
    if (value === undefined) expect(read.ok).toBe(false)
    else expect(read).toEqual({ ok: true, data: value })
  }
}

test('any life of a vault agrees with the model after every step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 25, size: 'max' }), async (keyringHere, steps) => {
      const bench = await makeBench(keyringHere ? 'here' : 'gone')
      const model: Model = { state: 'absent', keyringHere, saved: new Map(), session: new Map() }
      const real: Real = { bench, vault: bench.start() }
      try {
        await real.vault.open()
        for (const next of steps) {
          await run(model, real, next)
          agree(model, real)
        }
      } finally {
        await bench.destroy()
      }
    }),
    { numRuns: 120 },
  )
}, 120_000)
