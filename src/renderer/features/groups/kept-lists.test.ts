// Catches: an empty list flashing at each first look at an account, a list read twice because it was prepared, the list of
// an account that was left again shown over the one that was chosen last.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ResultOf } from '../../../shared/contract'
import { ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { accountId, group } from '../../testing/sample'
import { useGroups } from './store'

const ACME = [accountId('acme')]
const NORD = [accountId('nord')]
const found = (id: string) => ok({ items: [group(id)], total: 1 })

afterEach(() => vi.useRealTimers())

/** Each search waits until its account's answer is given. */
function held() {
  const answers = new Map<string, (result: ResultOf<'groups.search'>) => void>()
  const { fake } = setStage({
    'groups.search': ({ accountIds }) => new Promise((resolve) => answers.set(String(accountIds), resolve)),
  })
  return { fake, answer: (account: string) => answers.get(account)?.(found(account)) }
}

describe('the kept lists', () => {
  it('leave the one before in sight until the first answer for another is there', async () => {
    const { answer } = held()
    const store = useGroups()
    void store.show(ACME)
    await flushPromises()
    answer('acme')
    await flushPromises()
    void store.show(NORD)
    await flushPromises()
    expect(store.list.rowAt(0)?.groupId).toBe('acme')
    answer('nord')
    await flushPromises()
    expect(store.list.rowAt(0)?.groupId).toBe('nord')
  })

  it('do not leave it there for long', async () => {
    vi.useFakeTimers()
    const { answer } = held()
    const store = useGroups()
    void store.show(ACME)
    await vi.advanceTimersByTimeAsync(0)
    answer('acme')
    await vi.advanceTimersByTimeAsync(0)
    void store.show(NORD)
    await vi.advanceTimersByTimeAsync(100)
    expect([store.list.accountIds, store.list.loading]).toEqual([NORD, true])
  })

  it('read a list once that is prepared and then shown', async () => {
    const { fake, answer } = held()
    const store = useGroups()
    void store.prepare(ACME)
    void store.show(ACME)
    await flushPromises()
    answer('acme')
    await flushPromises()
    expect(fake.inputs('groups.search')).toHaveLength(1)
    expect(store.list.rowAt(0)?.groupId).toBe('acme')
  })

  it('show what was chosen last, whichever is answered last', async () => {
    const { answer } = held()
    const store = useGroups()
    void store.show(ACME)
    void store.show(NORD)
    await flushPromises()
    answer('nord')
    await flushPromises()
    answer('acme')
    await flushPromises()
    expect(store.list.rowAt(0)?.groupId).toBe('nord')
  })
})
