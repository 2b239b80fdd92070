// Catches: a state that outlives its account, one of another version that breaks the window, and one that grows for ever.
import { expect, test } from 'vitest'
import type { JsonValue } from '../../shared/contract/common'
import { fail, ok } from '../../shared/contract/result'
import type { ViewState } from '../../shared/contract/view-states'
import { accountId } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { MOST_CHARS, createViewStates } from './view-states'

type Requests = Extract<ViewState, { view: 'requests' }>
const SEARCH: Requests['state'] = {
  filter: 'open',
  text: 'hello',
  unfolded: ['r1'],
  side: 'mine',
  scrollTop: 120,
  scrollTopAsksMe: 0,
}
const written = { ...SEARCH, unfolded: [...SEARCH.unfolded] }

function make(accounts: readonly string[] = ['a', 'b']) {
  const kept = new Map<string, JsonValue>()
  const disk = { full: false }
  const states = createViewStates({
    store: {
      keyValues: {
        get: (key) => kept.get(key),
        set: (key, value) => {
          if (disk.full) throw new Error('ENOSPC')
          kept.set(key, value)
        },
      },
      accounts: {
        list: () => accounts.map((id) => ({ id: accountId(id) })),
        get: (id) => (accounts.includes(id) ? {} : undefined),
      },
    },
    log: recordLog(),
  })
  return { states, kept, disk }
}

const requests = (scope: string, more: Partial<Requests['state']> = {}): ViewState => ({
  scope: scope === 'all' ? 'all' : accountId(scope),
  view: 'requests',
  state: { ...SEARCH, ...more },
})

test('is kept for each account and view under a name that goes with the account', () => {
  const { states, kept } = make()
  expect(states.keep(requests('a'))).toEqual(ok({}))
  expect(states.keep(requests('all', { scrollTop: 7 }))).toEqual(ok({}))
  expect([...kept.keys()].sort()).toEqual(['view.requests.a', 'view.requests.all'])
  expect(states.list()).toEqual([requests('all', { scrollTop: 7 }), requests('a')])
})

test('what another version wrote is left out, and so is what is of an account that has gone', () => {
  const { states, kept } = make()
  kept.set('view.requests.a', { ...written, filter: 'unheard of' })
  kept.set('view.groups.a', 'no state at all')
  kept.set('view.requests.b', written)
  kept.set('view.requests.gone', written)
  expect(states.list()).toEqual([requests('b')])
  expect(states.keep(requests('gone'))).toEqual(ok({}))
  kept.delete('view.requests.gone')
  expect(states.keep(requests('gone'))).toEqual(ok({}))
  expect(kept.has('view.requests.gone')).toBe(false)
})

test('what is too long is not kept, and a full disk is told', () => {
  const { states, kept, disk } = make()
  const long = Array.from({ length: 50 }, (_, at) => `${at}`.padEnd(MOST_CHARS / 40, 'x'))
  expect(states.keep(requests('a', { unfolded: long }))).toEqual(ok({}))
  expect(kept.size).toBe(0)
  disk.full = true
  expect(states.keep(requests('a'))).toEqual(fail('store.failed', 'later'))
})
