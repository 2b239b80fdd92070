// Catches: keys that do something else than they say, a selection that loses groups or takes more than can be asked,
// the letter R that asks only on an English keyboard.
import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { accountId, group } from '../../testing/sample'
import { actionOf } from './list-keys'
import { MOST, usePicks } from './picks'
import { useGroups } from './store'
import { usePicking } from './use-picking'

const key = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init)
const HERE = { at: 5, last: 20, page: 10 }

describe('keys of the list', () => {
  it.each([
    [{ key: 'ArrowDown' }, { kind: 'move', to: 6, extend: false }],
    [
      { key: 'ArrowUp', shiftKey: true },
      { kind: 'move', to: 4, extend: true },
    ],
    [{ key: 'PageDown' }, { kind: 'move', to: 15, extend: false }],
    [{ key: 'PageUp' }, { kind: 'move', to: 0, extend: false }],
    [{ key: 'Home' }, { kind: 'move', to: 0, extend: false }],
    [{ key: 'End' }, { kind: 'move', to: 20, extend: false }],
    [{ key: ' ', code: 'Space' }, { kind: 'toggle' }],
    [{ key: 'Enter' }, { kind: 'open' }],
    [{ key: 'Escape' }, { kind: 'clear' }],
    [{ key: 'ф', code: 'KeyA', ctrlKey: true }, { kind: 'all' }],
    [{ key: 'к', code: 'KeyR' }, { kind: 'ask' }],
    [{ key: 'r', code: 'KeyR' }, { kind: 'ask' }],
    [{ key: 'ц', code: 'KeyW' }, { kind: 'type' }],
    [{ key: 'Backspace' }, { kind: 'type' }],
    [{ key: 'Tab' }, undefined],
    [{ key: 'F5' }, undefined],
    [{ key: 'c', code: 'KeyC', ctrlKey: true }, undefined],
  ])('%o', (init, action) => {
    expect(actionOf(key(init), HERE)).toEqual(action)
  })

  it('types R while no group is chosen that could be asked', () => {
    expect(actionOf(key({ key: 'r', code: 'KeyR' }), { ...HERE, at: -1 })).toEqual({ kind: 'type' })
  })
})

describe('selecting', () => {
  beforeEach(() => void setStage({ 'groups.search': () => ok({ items: rows, total: rows.length }) }))
  const rows = Array.from({ length: 10 }, (_, index) => group(String(index)))

  async function list() {
    const store = useGroups()
    await store.show([accountId('acme')])
    return store.list
  }
  const ids = (here: Awaited<ReturnType<typeof list>>): string[] =>
    [...here.picks.byKey.values()].map(({ groupId }) => groupId)

  it('takes the shown group in when a second one is clicked with Ctrl', async () => {
    const here = await list()
    const picking = usePicking(() => here)
    picking.choose(2)
    picking.toggle(5, true)
    expect(ids(here)).toEqual(['2', '5'])
    picking.toggle(2, true)
    expect(ids(here)).toEqual(['5'])
    picking.choose(1)
    expect(ids(here)).toEqual([])
    expect(here.active?.groupId).toBe('1')
  })

  it('extends and shrinks a range from where it began, keeping what was selected before', async () => {
    const here = await list()
    const picking = usePicking(() => here)
    picking.move(8)
    picking.toggle(8, false)
    picking.move(2)
    picking.extend(3)
    picking.extend(4)
    expect(ids(here)).toEqual(['8', '2', '3', '4'])
    picking.extend(1)
    expect(ids(here)).toEqual(['8', '1', '2'])
  })

  it('selects no more than can be asked at one time, and says so', () => {
    const picks = usePicks()
    picks.set(Array.from({ length: MOST + 1 }, (_, index) => group(String(index))))
    expect([picks.count.value, picks.cut.value]).toEqual([MOST, true])
    picks.toggle(group('0'))
    expect([picks.count.value, picks.cut.value]).toEqual([MOST - 1, false])
  })

  it('selects all that were found, not only those that were read', async () => {
    const here = await list()
    await here.pickAll()
    expect(here.picks.count).toBe(10)
    expect(here.picks.cut).toBe(false)
  })
})
