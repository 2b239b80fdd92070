import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { TargetHit, type MessageTarget } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { targetKindOf } from '../../shared/domain/target-key'
import type { MessagesPort, PortTarget } from '../networks/ports'
import { openMessagesBench } from '../testing/messages-bench'
import { LINE_CODE, accountId } from '../testing/records'
import { createMessageCheck } from './check'
import { createMessages } from './messages'

const open = (port?: Partial<MessagesPort>) => openMessagesBench({ createMessageCheck, createMessages }, port)

let bench: ReturnType<typeof open>
let answer: Result<PortTarget[]>
let asked: unknown[]
const a = accountId('a')
const DAY = 24 * 60 * 60_000
const slotKey = { host: 'portal.example', lineCode: LINE_CODE, userId: '5' }
const dialog = (id: string): MessageTarget => ({ kind: 'dialog', dialogId: id })
const throughLine = (userId: string): MessageTarget => ({ kind: 'network', lineCode: LINE_CODE, userId })
const person = (id: string, title: string, extra: Partial<PortTarget> = {}): PortTarget => ({
  target: dialog(id),
  title,
  kind: 'person',
  ...extra,
})

beforeEach(() => {
  answer = ok([])
  asked = []
  bench = open({
    find: (text, options) => {
      asked.push([text, options])
      return Promise.resolve(answer)
    },
  })
})

afterEach(() => {
  bench.temp.dispose()
})

const iso = (ms: number): string => new Date(ms).toISOString()

/** Writes there so often, so many days ago. */
function wrote(title: string, target: MessageTarget, { times = 1, daysAgo = 0, account = a, hint = '' } = {}): void {
  const at = iso(bench.time.clock() - daysAgo * DAY)
  for (let n = 0; n < times; n += 1) {
    bench.temp.store.recentTargets.remember(account, {
      target,
      title,
      kind: targetKindOf(target),
      at,
      ...(hint === '' ? {} : { hint }),
    })
  }
}

function usedSlot(): string {
  const lastSentAt = iso(bench.time.clock() - DAY)
  bench.temp.store.lines.recordSlot(slotKey, { lastSentAt, confirmed: true, unlimited: false })
  return iso(bench.time.clock() + 6 * DAY)
}

async function recent(text?: string, fields: { accountIds?: ReturnType<typeof accountId>[]; limit?: number } = {}) {
  const input = { limit: 20, ...fields, ...(text === undefined ? {} : { text }) }
  const found = await bench.handlers['messages.recentTargets'](input)
  if (!found.ok) throw new Error('local answers do not fail')
  return found.data
}

async function found(text: string, lineCode?: string): Promise<TargetHit[]> {
  const input = { accountId: a, text, ...(lineCode === undefined ? {} : { lineCode }) }
  const result = await bench.handlers['messages.findTargets'](input)
  if (!result.ok) throw new Error(result.error.code)
  return result.data
}

describe('where I wrote', () => {
  test('comes recent and frequent first, over all accounts or those that are asked for', async () => {
    wrote('Once, long ago', dialog('1'), { daysAgo: 100 })
    wrote('Every day', dialog('2'), { times: 9, daysAgo: 1 })
    wrote('Today', dialog('3'))
    wrote('On Bluesky', { kind: 'convo', convoId: 'c' }, { account: accountId('s'), times: 3 })
    const titles = async (...args: Parameters<typeof recent>) => (await recent(...args)).map(({ title }) => title)
    expect(await titles()).toEqual(['Every day', 'On Bluesky', 'Today', 'Once, long ago'])
    expect(await titles('', { accountIds: [accountId('s')] })).toEqual(['On Bluesky'])
    expect(await titles(undefined, { limit: 1 })).toEqual(['Every day'])
    expect(await recent('every')).toMatchObject([{ accountId: a, uses: 9, lastUsedAt: expect.any(String) as string }])
  })

  test('is narrowed by every word of the text as people type it, the hint included', async () => {
    wrote('Семён Ковалёв', dialog('1'), { hint: 'Поддержка' })
    wrote('Anna Clark', dialog('2'))
    for (const text of ['ковалев', 'КОВАЛЁВ поддержка', 'rjdfktd', 'семен'])
      expect(await recent(text)).toMatchObject([{ title: 'Семён Ковалёв' }])
    expect(await recent('anna ковалев')).toEqual([])
  })

  test('tells when the next network message is possible, at the same time as the check does', async () => {
    const nextPossibleAt = usedSlot()
    wrote('Bob', throughLine('5'))
    wrote('Bo', throughLine('6'))
    expect(await recent('bob')).toMatchObject([{ nextPossibleAt }])
    expect((await recent('bo')).find(({ title }) => title === 'Bo')).not.toHaveProperty('nextPossibleAt')
    const check = bench.check({ accountId: a, target: throughLine('5'), text: 'x' })
    expect(check).toMatchObject({ data: { slot: { nextPossibleAt } } })
  })
})

test('a customer’s dialog written to from the work list is one of an open channel, with its line', async () => {
  const known = { accountId: a, chatId: '40', status: 'mine', title: 'Vera', unread: 0, lineName: 'Support' } as const
  bench.temp.store.dialogs.upsert(known)
  wrote('Vera', dialog('chat40'))
  wrote('Team', dialog('chat41'))
  const hits = await recent()
  expect(hits).toMatchObject([{ kind: 'openline', hint: 'Support' }, { kind: 'chat' }])
})

describe('what the service finds', () => {
  test('is remembered of places I wrote to, without counting as a use: their names change, and their kind is told', async () => {
    wrote('chat40', { kind: 'dialog', dialogId: 'chat40' })
    answer = ok([{ target: dialog('chat40'), title: 'Vera (Telegram)', kind: 'openline', hint: 'Support' }])
    await found('vera')
    expect(await recent('support')).toMatchObject([{ title: 'Vera (Telegram)', kind: 'openline', uses: 1 }])
    wrote('Vera', dialog('chat40'))
    expect(await recent()).toMatchObject([{ title: 'Vera', kind: 'openline', hint: 'Support', uses: 2 }])
  })

  test('stays in its order, after what I use, and before what cannot be chosen', async () => {
    wrote('Annabel', dialog('3'), { times: 2 })
    wrote('Anna D.', dialog('4'), { times: 9 })
    answer = ok([
      person('1', 'Anna A.'),
      person('4', 'Anna D.', { blocked: 'inactive' }),
      person('2', 'Anna B.', { hint: 'Designer' }),
      person('3', 'Annabel Stone'),
    ])
    const hits = await found('ann')
    expect(hits.map(({ title }) => title)).toEqual(['Annabel Stone', 'Anna A.', 'Anna B.', 'Anna D.'])
    expect(hits[0]).toMatchObject({ accountId: a, uses: 2, lastUsedAt: iso(bench.time.clock()) })
    expect(hits[2]).toEqual({ accountId: a, target: dialog('2'), title: 'Anna B.', kind: 'person', hint: 'Designer' })
  })

  test('comes first where I use it even if the service found it by something else than its name', async () => {
    wrote('Zoe', dialog('2'))
    answer = ok([person('1', 'Designer A.'), person('2', 'Zoe', { hint: 'Designer' })])
    expect((await found('designer')).map(({ title }) => title)).toEqual(['Zoe', 'Designer A.'])
  })

  test('is joined by places I wrote to that the text finds, once each: one letter, or the other layout', async () => {
    wrote('Anna', dialog('1'))
    wrote('Zoe', dialog('2'))
    wrote('Anna', throughLine('1'))
    expect((await found('a')).map(({ target }) => target)).toEqual([dialog('1')])
    answer = ok([person('1', 'Anna')])
    expect(await found('фттф')).toHaveLength(1)
  })

  test('through a line is for that line alone, with the weekly slots', async () => {
    const nextPossibleAt = usedSlot()
    wrote('Bo', throughLine('6'))
    wrote('Bo of another line', { kind: 'network', lineCode: 'x'.repeat(32), userId: '6' })
    wrote('Bo himself', dialog('6'))
    answer = ok([{ target: throughLine('5'), title: 'Bob', kind: 'person' }])
    const hits = await found('bo', LINE_CODE)
    expect(hits.map(({ target }) => target)).toEqual([throughLine('6'), throughLine('5')])
    expect(hits[1]).toMatchObject({ nextPossibleAt })
    expect(asked).toEqual([['bo', { lineCode: LINE_CODE }]])
  })

  test('that failed is an error, not a shorter list', async () => {
    wrote('Anna', dialog('1'))
    answer = fail('net.offline', 'later', { host: 'h' })
    expect(await bench.handlers['messages.findTargets']({ accountId: a, text: 'anna' })).toEqual(answer)
  })

  test('is nothing an account without messages, or without a search, can be asked for', async () => {
    const find = (id: string) => bench.handlers['messages.findTargets']({ accountId: accountId(id), text: 'x' })
    expect(await find('z')).toEqual(fail('accounts.notFound'))
    expect(await find('n')).toEqual(fail('accounts.noPort'))
    expect(await find('b')).toEqual(fail('accounts.noPort'))
  })
})

test('every answer is one that the contract allows, whatever is known of a place', async () => {
  usedSlot()
  wrote('Bob', throughLine('5'), { hint: 'Designer' })
  wrote('Team', dialog('chat41'))
  answer = ok([person('1', 'Team A.', { memberCount: 3, blocked: 'locked' }), person('2', 'Team B.')])
  for (const hits of [await recent(), await found('team')]) {
    expect(hits.length).toBeGreaterThan(1)
    expect(v.safeParse(v.array(TargetHit), hits).issues).toBeUndefined()
  }
})

describe('people', () => {
  test('carry the weekly slot of the line that was asked for, while it is used', async () => {
    const nextPossibleAt = usedSlot()
    const find = (lineCode?: string) => bench.handlers['messages.people']({ accountId: a, text: 'bo', lineCode })
    expect(await find(LINE_CODE)).toMatchObject({ ok: true, data: [{ userId: '5', nextPossibleAt }, { userId: '6' }] })
    for (const line of [undefined, 'x'.repeat(32)]) {
      const people = await find(line)
      expect(people.ok && people.data.map((one) => one.nextPossibleAt)).toEqual([undefined, undefined])
    }
  })

  test('are refused where the account has none', async () => {
    const people = (id: string) => bench.handlers['messages.people']({ accountId: accountId(id), text: 'bo' })
    expect(await people('s')).toEqual(fail('accounts.noPort'))
    expect(await people('z')).toEqual(fail('accounts.notFound'))
  })
})
