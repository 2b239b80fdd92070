// The portal `acme` as seen by its owner's webhook, for tests of our own client's writes: one bench per test file.
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { groupNamed, startBench, type Bench } from './support'

/** The user of acme's webhook. */
export const ME = 27

/** Starts a bench for the file's tests, untouched before each, and gives what is done to the portal and seen in it. */
export function useAcme() {
  let bench: Bench
  beforeAll(async () => {
    bench = await startBench()
  })
  beforeEach(() => {
    bench.bitrix24.hooks.reset()
    bench.faults.clear()
  })
  afterAll(() => bench.close())
  const change = (what: object): void => {
    expect(bench.bitrix24.hooks.account({ portal: 'acme', ...what })).toEqual({ ok: true })
  }
  return {
    bench: (): Bench => bench,
    named: (name: string): string => String(groupNamed(bench, name)),
    change,
    /** A portal with documented methods only. */
    plain: (): void => change({ quirks: { undocumented: false } }),
    roleOf: (groupId: string, userId: string | number = ME): string | undefined =>
      bench.portal('acme').portal.world.relations.get(`${groupId}:${userId}`)?.role,
    writes: (requests: readonly string[][]): string[] =>
      requests.flat().filter((method) => /confirm|leave|request$/.test(method)),
    /** The first write is done, and its answer is lost. */
    loseAnswer: (method: string): void => void bench.faults.add({ method, effect: { kind: 'reset', processed: true } }),
  }
}
