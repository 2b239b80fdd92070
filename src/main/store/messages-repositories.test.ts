import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LINE_CODE, accountId, accountRecord } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { KEPT_PER_ACCOUNT } from './recent-targets-repository'

let temp: TempStore
const [a, b] = [accountId('a'), accountId('b')]
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
  temp.store.accounts.save(accountRecord('b'))
  temp.store.accounts.save(accountRecord('z', { host: 'other.example' }))
})

afterEach(() => {
  temp.dispose()
})

describe('lines', () => {
  test('a line keeps its name when it is used without one, and the last used comes first', () => {
    const { lines } = temp.store
    lines.remember(a, { lineCode: 'x', name: 'Support' })
    lines.remember(a, { lineCode: 'y' })
    lines.remember(a, { lineCode: 'x', usedAt: at(0) })
    expect(lines.list(a)).toEqual([
      { lineCode: 'x', name: 'Support', lastUsedAt: at(0) },
      { lineCode: 'y', name: 'y' },
    ])
  })

  test('what is learnt about joining holds for every account of the portal, and for no other portal', () => {
    const { lines } = temp.store
    for (const id of [a, b, accountId('z')]) lines.remember(id, { lineCode: LINE_CODE })
    lines.setJoined('portal.example', LINE_CODE, true)
    expect([a, b, accountId('z')].map((id) => lines.get(id, LINE_CODE)?.joined)).toEqual([true, true, undefined])
    lines.remember(a, { lineCode: LINE_CODE, name: 'Sales' })
    expect(lines.get(a, LINE_CODE)).toMatchObject({ name: 'Sales', joined: true })
    lines.setJoined('portal.example', LINE_CODE, false)
    expect(lines.get(b, LINE_CODE)?.joined).toBe(false)
  })

  test('a line that is forgotten is gone for this account alone', () => {
    const { lines } = temp.store
    for (const id of [a, b]) lines.remember(id, { lineCode: LINE_CODE })
    lines.forget(a, LINE_CODE)
    expect([lines.list(a), lines.list(b).length]).toEqual([[], 1])
  })
})

describe('weekly slots', () => {
  const key = { host: 'portal.example', lineCode: 'x', userId: '1' }
  const slot = { lastSentAt: at(0), confirmed: true, unlimited: false }

  test('a slot belongs to portal, line and recipient together', () => {
    const { lines } = temp.store
    lines.recordSlot(key, slot)
    expect(lines.slot(key)).toEqual(slot)
    for (const other of [{ host: 'z' }, { lineCode: 'z' }, { userId: 'z' }]) {
      expect(lines.slot({ ...key, ...other })).toBeUndefined()
    }
  })

  test('one proof that there is no limit holds for the whole portal, until one message is refused', () => {
    const { lines } = temp.store
    lines.recordSlot(key, slot)
    expect(lines.unlimited('portal.example')).toBe(false)
    lines.recordSlot(key, { ...slot, unlimited: true })
    expect([lines.unlimited('portal.example'), lines.unlimited('other.example')]).toEqual([true, false])
    lines.setLimited('portal.example')
    expect(lines.unlimited('portal.example')).toBe(false)
    expect(lines.slot(key)).toEqual(slot)
    lines.setUnlimited('other.example')
    expect(lines.unlimited('portal.example')).toBe(false)
    lines.setUnlimited('portal.example')
    expect(lines.unlimited('portal.example')).toBe(true)
  })
})

describe('recent targets', () => {
  const bob = { target: { kind: 'dialog' as const, dialogId: '5' }, title: 'Bob', kind: 'person' as const }

  test('every use counts, the newer name wins, and the hint stays where none is given', () => {
    const { recentTargets } = temp.store
    recentTargets.remember(a, { ...bob, hint: 'Designer', at: at(1) })
    recentTargets.remember(a, { ...bob, title: 'Bob Stone', at: at(2) })
    expect(recentTargets.list()).toEqual([
      { ...bob, accountId: a, title: 'Bob Stone', hint: 'Designer', uses: 2, lastUsedAt: at(2) },
    ])
  })

  test('a title that is only the id does not take a name away', () => {
    const { recentTargets } = temp.store
    recentTargets.remember(a, { ...bob, title: '5', at: at(1) })
    expect(recentTargets.list()[0]?.title).toBe('5')
    recentTargets.remember(a, { ...bob, at: at(2) })
    recentTargets.remember(a, { ...bob, title: '5', at: at(3) })
    expect(recentTargets.list()[0]).toMatchObject({ title: 'Bob', uses: 3 })
  })

  test('a clock set back does not make the last use older', () => {
    temp.store.recentTargets.remember(a, { ...bob, at: at(9) })
    temp.store.recentTargets.remember(a, { ...bob, at: at(1) })
    expect(temp.store.recentTargets.list()[0]?.lastUsedAt).toBe(at(9))
  })

  test('accounts keep theirs apart, and lose them when they go', () => {
    const { recentTargets } = temp.store
    for (const id of [a, b]) recentTargets.remember(id, { ...bob, at: at(1) })
    expect(recentTargets.list([a]).map(({ accountId: of }) => of)).toEqual([a])
    expect(recentTargets.list([])).toEqual([])
    temp.store.accounts.remove(a)
    expect(recentTargets.list().map(({ accountId: of }) => of)).toEqual([b])
  })

  test('of each account only the latest are kept: writing to thousands does not fill the disk', () => {
    const { recentTargets } = temp.store
    recentTargets.remember(b, { ...bob, at: at(0) })
    for (let n = 0; n <= KEPT_PER_ACCOUNT; n += 1) {
      recentTargets.remember(a, { ...bob, target: { kind: 'dialog', dialogId: String(n) }, at: at(n) })
    }
    const kept = recentTargets.list([a]).map(({ target }) => target.kind === 'dialog' && target.dialogId)
    expect(kept).toHaveLength(KEPT_PER_ACCOUNT)
    expect(kept.at(-1)).toBe('1')
    expect(recentTargets.list([b])).toHaveLength(1)
  })
})
