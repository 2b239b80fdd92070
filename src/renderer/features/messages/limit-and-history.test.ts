// Catches: plain text of a chat drawn as BBCode, a customer's markup drawn as HTML, a slot that looks free after it was
// used, a portal without a limit that cannot be told from one with it.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { account } from '../../testing/sample'
import { setStage, show } from '../../testing/stage'
import HistoryPane from './HistoryPane.vue'
import LimitCell from './LimitCell.vue'
import type { TargetHit } from './composing'
import type { Way } from './limits'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const acme = account('acme')
const hit = (target: TargetHit['target'], kind: TargetHit['kind']): TargetHit => ({
  accountId: acme.id,
  target,
  title: 'Anna',
  kind,
})
const convo = hit({ kind: 'convo', convoId: 'c' }, 'convo')
const at = '2026-11-20T10:00:00.000Z'
const said = (text: string, plain?: boolean) =>
  ok({ messages: [{ id: '1', kind: 'other' as const, text, at, ...(plain === undefined ? {} : { plain }) }] })

it.each([
  ['as it is where it is plain', true, '[b]bold[/b] <b>x</b>'],
  ['as BBCode where it is not, and never as HTML', false, 'bold <b>x</b>'],
])('what was said is drawn %s', async (_, plain, shown) => {
  const stage = setStage({ 'messages.history': () => said('[b]bold[/b] <b>x</b>', plain) })
  await show(stage, HistoryPane, { account: acme, recipients: [convo] })
  await flushPromises()
  expect(document.querySelector('[data-testid="past-message"]')?.textContent).toContain(shown)
})

it('only where a slot is used can the person say that there is no limit', async () => {
  const way = (limit: Way['limit']): Way => ({
    hit: hit({ kind: 'network', lineCode: 'c'.repeat(32), userId: '5' }, 'person'),
    limit,
    ...(limit === 'used' ? { again: '2026-11-27T10:00:00.000Z' } : {}),
  })
  const stage = setStage({})
  const props = (limit: Way['limit']) => ({
    account: acme,
    lineCode: 'c'.repeat(32),
    ways: [way(limit)],
    budgetLeft: undefined,
  })
  const told = () => document.querySelector<HTMLButtonElement>('[data-testid="no-limit"]')
  let asked = 0
  const wrapper = await show(stage, LimitCell, { ...props('free'), onNoLimit: () => (asked += 1) })
  expect(told()).toBeNull()
  await wrapper.setProps(props('used'))
  told()?.click()
  expect(asked).toBe(1)
})
