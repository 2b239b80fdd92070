import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountId } from '../shared/contract/common'
import { routes, type RouteName } from '../shared/contract/index'
import { fail, ok } from '../shared/contract/result'
import { createCapabilities, type Capabilities } from './capabilities'
import { createCallLog } from './diagnostics/call-log'
import type { GroupsPort } from './networks/ports'
import { openCapabilitiesBench, type CapabilitiesBench } from './testing/capabilities-bench'
import { refused } from './testing/fake-messages'
import { identity } from './testing/fake-network'
import { asking } from './testing/fake-polling'
import { group } from './testing/records'

let bench: CapabilitiesBench
let temp: CapabilitiesBench['temp']
let time: CapabilitiesBench['time']
let vault: CapabilitiesBench['vault']
let bitrix24: CapabilitiesBench['bitrix24']
let events: CapabilitiesBench['events']
let avatarFiles: CapabilitiesBench['avatarFiles']
let messages: CapabilitiesBench['messages']
let requests: CapabilitiesBench['requests']
let app: Capabilities

beforeEach(async () => {
  bench = openCapabilitiesBench()
  ;({ temp, time, vault, bitrix24, events, avatarFiles, messages, requests } = bench)
  app = createCapabilities({ ...bench.deps, calls: createCallLog() })
  await app.start()
})

afterEach(async () => {
  const stopped = app.stop()
  await time.advance(10_000)
  await stopped
  temp.dispose()
})

async function connect(name: string): Promise<AccountId> {
  const answer = await app.handlers['accounts.connectBitrix24']({ webhookUrl: name })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data.id
}

/** Somebody asks to enter a group of mine, and a look has seen it. */
async function whoAsks(accountId: AccountId): Promise<{ accountId: AccountId; requestId: string }> {
  temp.store.groups.upsertPage([group(accountId, '7', { name: 'Mine', relation: 'owner' })], 1)
  requests.waiting.set('1', asking('1', { avatarUrl: 'https://cdn.example/a.png', message: 'Please' }))
  await app.handlers['requests.incoming']({ refresh: true })
  return { accountId, requestId: '1' }
}

const dialog = (accountId: AccountId) => ({
  accountId,
  target: { kind: 'dialog' as const, dialogId: 'chat1' },
  text: 'x',
})
const states = () => temp.store.outbox.list().map(({ state }) => state)

test('every route of the contract has its handler, and nothing else has one', () => {
  expect(Object.keys(app.handlers).sort()).toEqual(Object.keys(routes).sort())
})

describe('answers keep to the contract’s schemas, which refuse any field that is not named', () => {
  const READS: readonly RouteName[] = [
    'accounts.list',
    'vault.status',
    'groups.syncStates',
    'requests.list',
    'requests.incoming',
    'requests.bulk',
    'templates.list',
    'groups.filters',
    'openlines.list',
    'outbox.list',
    'drafts.list',
    'settings.get',
    'settings.words',
    'settings.appInfo',
    'diagnostics.calls',
  ]

  test.each(READS)('%s', async (name) => {
    const id = await connect('north')
    await app.handlers['outbox.enqueue'](dialog(id))
    await app.handlers['requests.send']({ accountId: id, groupId: '5' })
    await app.handlers['drafts.save']({ accountId: id, targetKey: 't', body: { text: 'x' } })
    await app.handlers['requests.sendMany']({ items: [{ accountId: id, groupId: '6' }], message: 'Let me in' })
    await app.handlers['templates.save']({ kind: 'request', name: 'Hello', text: 'Let me into {group}' })
    await whoAsks(id)
    await time.settle()
    const handler = app.handlers[name] as (input: object) => unknown
    const answer = (await handler({})) as { readonly ok: boolean; readonly data: unknown }
    expect(answer.ok).toBe(true)
    // As it arrives in a window.
    const parsed = v.safeParse(routes[name].output, structuredClone(answer.data))
    expect(parsed.issues ?? []).toEqual([])
  })
})

describe('capabilities hear of each other', () => {
  test('what waited for an unlocked vault goes when it is unlocked', async () => {
    const id = await connect('north')
    messages.fates.push(refused('vault.locked', true))
    vault.become('locked')
    await app.handlers['outbox.enqueue'](dialog(id))
    await time.settle()
    expect(states()).toEqual(['queued'])
    await app.handlers['vault.unlock']({ passphrase: 'right' })
    await time.settle()
    expect(states()).toEqual(['sent'])
  })

  test('a decision that waited for an unlocked vault goes when it is unlocked, once', async () => {
    const request = await whoAsks(await connect('north'))
    const { decide } = requests.port
    requests.port.decide = () => Promise.resolve(fail('vault.locked', 'user'))
    vault.become('locked')
    await app.handlers['requests.decide']({ ...request, approve: true })
    await time.advance(60_000)
    expect(temp.store.incoming.list()).toMatchObject([{ state: 'held', reason: 'vault.locked' }])
    Object.assign(requests.port, { decide })
    await app.handlers['vault.unlock']({ passphrase: 'right' })
    await time.settle()
    expect(temp.store.incoming.list()).toMatchObject([{ state: 'approved' }])
    expect(requests.decisions).toBe(1)
  })

  test('leaving a group ends my open request to it', async () => {
    const leave = () => Promise.resolve(ok(undefined))
    bitrix24.ports = { ...bitrix24.ports, groups: { leave } as unknown as GroupsPort }
    const id = await connect('north')
    await app.handlers['requests.send']({ accountId: id, groupId: '5' })
    expect(await app.handlers['groups.leave']({ accountId: id, groupId: '5' })).toEqual(ok({ relation: 'none' }))
    expect(temp.store.requests.list()).toMatchObject([{ state: 'ended' }])
  })

  test('what waited for the network goes when the account’s health is good again', async () => {
    const id = await connect('north')
    messages.fates.push(refused('net.offline', true))
    await app.handlers['outbox.enqueue'](dialog(id))
    await time.settle()
    const handle = bitrix24.opened.at(-1)
    handle?.onHealth({ state: 'offline', reason: 'net.offline' })
    await time.settle()
    expect(states()).toEqual(['queued'])
    handle?.onHealth({ state: 'ok' })
    await time.settle()
    expect(states()).toEqual(['sent'])
  })

  test('what waited for the network goes when the machine has one again, and nothing leaves a machine about to sleep', async () => {
    const id = await connect('north')
    messages.fates.push(refused('net.offline', true), refused('net.offline', true))
    await app.handlers['outbox.enqueue'](dialog(id))
    await time.advance(2_000)
    expect(messages.sends).toHaveLength(2)
    app.machine.suspend()
    app.machine.online()
    await time.advance(10_000)
    expect(messages.sends).toHaveLength(2)
    app.machine.resume()
    await time.settle()
    expect(states()).toEqual(['sent'])
    messages.fates.push(refused('net.offline', true))
    await app.handlers['outbox.enqueue'](dialog(id))
    await time.settle()
    app.machine.online()
    await time.settle()
    expect(states()).toEqual(['sent', 'sent'])
  })

  test('an account that goes takes its requests along; its unsent message stays, and says why', async () => {
    const id = await connect('north')
    await app.handlers['requests.send']({ accountId: id, groupId: '5' })
    await app.handlers['outbox.enqueue']({ ...dialog(id), holdSeconds: 30 })
    expect(await app.handlers['accounts.disconnect']({ id })).toEqual(ok({}))
    expect(avatarFiles.removedAccounts).toEqual([id])
    expect(temp.store.requests.list()).toEqual([])
    expect(temp.store.outbox.list()).toMatchObject([{ state: 'failed', reason: 'outbox.accountGone' }])
    expect(events.of('outbox.changed').at(-1)).toMatchObject({ upsert: [{ state: 'failed' }], remove: [] })
    await time.advance(60_000)
    expect(messages.sends).toEqual([])
  })

  test('a message the check refuses is not journalled, whichever window asks', async () => {
    const id = await connect('north')
    const empty = { ...dialog(id), text: '  ' }
    expect(await app.handlers['outbox.enqueue'](empty)).toMatchObject({ ok: false, error: { code: 'messages.empty' } })
    expect(states()).toEqual([])
  })

  test('an account connected again goes on with what waited', async () => {
    const id = await connect('north')
    messages.fates.push(refused('net.refused', true))
    await app.handlers['outbox.enqueue'](dialog(id))
    await time.settle()
    bitrix24.answer = ok(identity('bitrix24', 'north'))
    await connect('north')
    await time.settle()
    expect(states()).toEqual(['sent'])
  })
})
