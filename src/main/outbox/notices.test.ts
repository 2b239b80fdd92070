import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountRecord } from '../store/accounts-repository'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
let watched: boolean
const MINUTE = 60_000

beforeEach(() => {
  watched = false
  bench = createOutboxBench(createOutbox, { watched: () => watched })
})

afterEach(async () => {
  await bench.dispose()
})

const final = refused('messages.accessError')

async function send(input: Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]): Promise<string> {
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data.id
}

async function fail(count: number, account: 'a' | 'b' = 'a'): Promise<string[]> {
  const service = account === 'a' ? bench.service : bench.otherService
  const ids: string[] = []
  for (let number = 0; number < count; number += 1) {
    service.fates.push(final)
    const to = { ...toDialog(`chat${String(number)}`), accountId: accountId(account) }
    ids.push(await send({ ...to, targetTitle: `Chat ${String(number)}` }))
  }
  return ids
}

/** The account as it stands, with other wishes about notifications. */
function wishes(account: 'a' | 'b', notifications: Partial<AccountRecord['notifications']>): void {
  const { get } = bench.accounts
  Object.assign(bench.accounts, {
    get: (id: string) => {
      const found = get(accountId(id))
      if (found === undefined || id !== account) return found
      return { ...found, notifications: { ...found.notifications, ...notifications } }
    },
  })
}

describe('messages that were not sent while nobody looks', () => {
  test('are told in one notification per burst, and it leads to the outbox', async () => {
    await fail(3)
    await bench.time.advance(MINUTE)
    expect(bench.notices).toMatchObject([
      {
        title: 'notices.outbox.failedMany 3',
        body: 'notices.outbox.to Chat 0, Chat 1, Chat 2 Account a',
        silent: false,
      },
    ])
    bench.notices[0]?.onClick()
    expect(bench.places).toEqual([{ kind: 'outbox' }])
    await fail(1)
    await bench.time.advance(MINUTE)
    expect(bench.notices).toHaveLength(2)
  })

  test('a single one leads to itself', async () => {
    const [id] = await fail(1)
    await bench.time.advance(MINUTE)
    expect(bench.notices).toMatchObject([
      { title: 'notices.outbox.failed', body: 'notices.outbox.to Chat 0 Account a' },
    ])
    bench.notices[0]?.onClick()
    expect(bench.places).toEqual([{ kind: 'outbox', id }])
  })

  test('those that need a decision say so, and both together say that they need somebody', async () => {
    bench.service.fates.push('lostAfter')
    await send(toPerson('5'))
    await bench.time.advance(MINUTE)
    bench.service.fates.push('lostAfter', final)
    await send(toPerson('6'))
    await send(toDialog('chat1'))
    await bench.time.advance(MINUTE)
    expect(bench.notices.map(({ title }) => title)).toEqual(['notices.outbox.undecided', 'notices.outbox.both 2'])
  })

  test('of several accounts name nobody', async () => {
    await fail(1)
    await fail(1, 'b')
    await bench.time.advance(MINUTE)
    expect(bench.notices.map(({ body }) => body)).toEqual(['notices.outbox.several'])
  })
})

describe('nothing is told', () => {
  test('while somebody looks: the window shows it', async () => {
    watched = true
    await fail(2)
    await bench.time.advance(MINUTE)
    expect(bench.notices).toEqual([])
  })

  test('of what goes again by itself, was sent, or was given up by the user', async () => {
    bench.service.fates.push(refused('net.offline', true), 'lostBefore')
    await send(toDialog('chat1'))
    const held = await send({ ...toDialog('chat2'), holdSeconds: 30 })
    await bench.outbox.handlers['outbox.cancel']({ id: held })
    await bench.time.advance(MINUTE)
    expect(bench.notices).toEqual([])
  })

  test('for an account whose notifications are off; the others are told all the same', async () => {
    wishes('a', { toast: false })
    await fail(2)
    await fail(1, 'b')
    await bench.time.advance(MINUTE)
    expect(bench.notices.map(({ title }) => title)).toEqual(['notices.outbox.failed'])
  })
})

test('an account without preview shows no name, and one without sound makes none', async () => {
  wishes('a', { preview: false, sound: false })
  await fail(2)
  await bench.time.advance(MINUTE)
  expect(bench.notices).toMatchObject([{ body: 'notices.outbox.look', silent: true }])
})

test('a name others chose cannot break the line or turn the text around', async () => {
  bench.service.fates.push(final)
  await send({ ...toDialog('chat1'), targetTitle: `a\n\u202eb${'c'.repeat(200)}` })
  await bench.time.advance(MINUTE)
  expect(bench.notices[0]?.body).toMatch(/^notices\.outbox\.to a bc{77}… Account a$/)
})
