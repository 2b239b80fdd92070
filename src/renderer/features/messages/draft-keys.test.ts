// Catches: one draft written over another's, the same recipients found under two keys, keys the contract refuses.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { accountId } from '../../testing/sample'
import type { TargetHit } from './composing'
import { baseKey, draftKeyOf, freeKey, NO_TARGET } from './draft-keys'

const to = (dialogId: string): TargetHit => ({
  ...{ accountId: accountId('a'), title: dialogId, kind: 'chat' },
  target: { kind: 'dialog', dialogId },
})
const keyOf = (...ids: readonly string[]): string => draftKeyOf({ recipients: ids.map(to) })

describe('the key of a draft', () => {
  it('is that of its target, which the reply box of a dialog knows too', () => {
    expect([keyOf(), keyOf('chat5')]).toEqual([NO_TARGET, 'dialog:chat5'])
  })

  it('does not depend on the order of several', () => {
    expect(keyOf('chat5', '7')).toBe(keyOf('7', 'chat5'))
    expect(keyOf('chat5', '7')).not.toBe(keyOf('chat5', '8'))
  })

  it('stays as short as the contract wants it, and different for others', () => {
    const ids = Array.from({ length: 50 }, (_each, at) => `chat${at}${'0'.repeat(500)}`)
    const [all, other] = [keyOf(...ids), keyOf(...ids.slice(0, -1), 'chat51')]
    expect([all.length <= 600, other.length <= 600, all === other, keyOf(...ids) === all]).toEqual([
      ...[true, true, false, true],
    ])
  })

  it('takes no other draft’s place, and still says whom it is for', () => {
    expect(freeKey('dialog:7', new Set())).toBe('dialog:7')
    const taken = new Set(['dialog:7', 'dialog:7~2'])
    expect(freeKey('dialog:7', taken)).toBe('dialog:7~3')
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 20 })), (numbers) => {
        const others = new Set(numbers.map((each) => (each < 2 ? 'x' : `x~${each}`)))
        const free = freeKey('x', others)
        expect([others.has(free), baseKey(free)]).toEqual([false, 'x'])
      }),
    )
  })
})
