import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JoinLink } from '../../shared/contract/groups'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { GroupsPort, PortGroupDetails } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord, group } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { groupActions } from './actions'
import { createRelations } from './relations'

let temp: TempStore
let accounts: FakeAccounts
let events: Recorded
let port: Partial<GroupsPort>
let handlers: ReturnType<typeof groupActions>
let left: string[]
let ownLinks: string[]
let time: VirtualTime
const a = accountId('a')
const link: JoinLink = {
  code: 'AbC1234',
  url: 'https://bsky.app/chat/AbC1234',
  enabled: true,
  requireApproval: true,
  joinRule: 'anyone',
}

function details(fields: Partial<PortGroupDetails> = {}): PortGroupDetails {
  const { accountId: _account, ...rest } = group('a', '2', { name: 'Renamed' })
  return {
    ...rest,
    avatarUrl: 'https://cdn.example/g.png',
    members: [
      { userId: '1', name: 'Ann', role: 'owner', avatarUrl: 'https://cdn.example/ann.png' },
      { userId: '2', name: 'Bob', role: 'member' },
    ],
    tags: ['sales'],
    dialogId: 'chat42',
    requestsIn: 3,
    canLeave: true,
    canEditLink: false,
    ...fields,
  }
}

beforeEach(() => {
  temp = openTempStore()
  port = { get: () => Promise.resolve(ok(details())) }
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { groups: port as GroupsPort } },
    { record: accountRecord('b', { ports: ['messages'] }), ports: {} },
  ])
  events = recordEvents()
  left = []
  ownLinks = []
  time = createVirtualTime()
  const told = { emit: events.emit, log: recordLog(), clock: time.clock }
  const relations = createRelations({ ...told, store: temp.store, enteredUnknown: () => undefined })
  handlers = groupActions({
    ...told,
    store: temp.store,
    accounts,
    avatarKey: (_account, url) => url.replaceAll(/[^a-z0-9]/g, ''),
    setRelation: relations.set,
    doneSince: relations.doneSince,
    left: (accountId, groupId) => left.push(`${accountId} ${groupId}`),
    ownLink: (code) => ownLinks.push(code),
  })
  temp.store.groups.upsertPage([group('a', '2', { relation: 'member' })], 4)
})

afterEach(() => {
  temp.dispose()
})

const on = (groupId = '2', account = 'a') => ({ accountId: accountId(account), groupId })

describe('one group', () => {
  test('is shown with everything the service tells; pictures by key, never by address', async () => {
    const answer = await handlers['groups.get'](on())
    expect(answer).toMatchObject({
      ok: true,
      data: {
        accountId: a,
        name: 'Renamed',
        avatar: 'httpscdnexamplegpng',
        members: [{ name: 'Ann', avatar: 'httpscdnexampleannpng' }, { name: 'Bob' }],
        tags: ['sales'],
        dialogId: 'chat42',
        requestsIn: 3,
        canLeave: true,
      },
    })
    expect(JSON.stringify(answer)).not.toContain('cdn.example')
  })

  test('brings up to date what is known of it, and only what lists know', async () => {
    await handlers['groups.get'](on())
    expect(temp.store.groups.get(a, '2')?.name).toBe('Renamed')
    const [told] = events.of('groups.changed').at(-1)?.upsert ?? []
    expect(told).toMatchObject({ groupId: '2', name: 'Renamed' })
    expect(Object.keys(told ?? {})).not.toEqual(expect.arrayContaining(['members']))
    expect(Object.keys(told ?? {})).not.toEqual(expect.arrayContaining(['canLeave']))
  })

  test('that is not in the list is shown and not added to it', async () => {
    port.get = () => Promise.resolve(ok(details({ groupId: '9' })))
    expect(await handlers['groups.get'](on('9'))).toMatchObject({ ok: true })
    expect(temp.store.groups.get(a, '9')).toBeUndefined()
    expect(events.of('groups.changed')).toEqual([])
  })

  test('whose answer was under way when I left it is not shown as mine again; a later answer counts', async () => {
    const late = Promise.withResolvers<Result<PortGroupDetails>>()
    port.get = () => late.promise
    port.leave = () => Promise.resolve(ok(undefined))
    const reading = handlers['groups.get'](on())
    await time.advance(10)
    await handlers['groups.leave'](on())
    late.resolve(ok(details({ relation: 'member' })))
    expect(await reading).toMatchObject({ data: { name: 'Renamed', relation: 'none' } })
    expect(temp.store.groups.get(a, '2')).toMatchObject({ name: 'Renamed', relation: 'none' })
    await time.advance(10)
    await handlers['groups.get'](on())
    expect(temp.store.groups.get(a, '2')?.relation).toBe('member')
  })

  test('that cannot tell whether a request of mine waits does not end the one that is known', async () => {
    temp.store.groups.setRelation(a, '2', 'requested')
    port.get = () => Promise.resolve(ok(details({ relation: 'none', pendingHidden: true })))
    expect(await handlers['groups.get'](on())).toMatchObject({ data: { relation: 'requested' } })
    expect(temp.store.groups.get(a, '2')?.relation).toBe('requested')
    port.get = () => Promise.resolve(ok(details({ relation: 'none' })))
    await handlers['groups.get'](on())
    expect(temp.store.groups.get(a, '2')?.relation).toBe('none')
  })

  test('that is not there, or whose port has a bug, is an error and changes nothing', async () => {
    port.get = () => Promise.resolve(fail('groups.notFound'))
    expect(await handlers['groups.get'](on())).toEqual(fail('groups.notFound'))
    port.get = () => Promise.reject(new Error('a bug'))
    expect(await handlers['groups.get'](on())).toMatchObject({ error: { code: 'internal' } })
    expect(await handlers['groups.get'](on('2', 'b'))).toEqual(fail('accounts.noPort'))
    expect(temp.store.groups.get(a, '2')?.name).toBe('Group 2')
  })
})

describe('leaving', () => {
  let outcome: Result<void>

  beforeEach(() => {
    outcome = ok(undefined)
    port.leave = () => Promise.resolve(outcome)
  })

  test('leaves me nothing to the group, in the list and everywhere', async () => {
    expect(await handlers['groups.leave'](on())).toEqual(ok({ relation: 'none' }))
    expect(temp.store.groups.get(a, '2')?.relation).toBe('none')
    expect(events.of('groups.changed').at(-1)?.upsert).toMatchObject([{ groupId: '2', relation: 'none' }])
    expect(left).toEqual(['a 2'])
  })

  test.each(['groups.ownerCannotLeave', 'groups.cannotLeave', 'groups.unknownOutcome', 'groups.notFound'] as const)(
    'refused with %s changes nothing here',
    async (code) => {
      outcome = fail(code, 'user')
      expect(await handlers['groups.leave'](on())).toEqual(fail(code, 'user'))
      expect(temp.store.groups.get(a, '2')?.relation).toBe('member')
      expect(left).toEqual([])
    },
  )

  test('is said to be impossible where the network has no way', async () => {
    delete port.leave
    expect(await handlers['groups.leave'](on())).toEqual(fail('groups.cannotLeave', 'user'))
  })
})

describe('the join link of a group of mine', () => {
  test('is saved with what was changed only, and known as mine from then on', async () => {
    const asked: unknown[] = []
    port.saveLink = (groupId, change) => {
      asked.push(groupId, change)
      return Promise.resolve(ok(link))
    }
    expect(await handlers['groups.saveLink']({ ...on(), enabled: false })).toEqual(ok(link))
    expect(asked).toEqual(['2', { enabled: false }])
    expect(ownLinks).toEqual(['AbC1234'])
  })

  test('is known as mine as well when the group is only looked at', async () => {
    port.get = () => Promise.resolve(ok(details({ joinLink: link })))
    await handlers['groups.get'](on())
    expect(ownLinks).toEqual(['AbC1234'])
  })

  test('is refused where there are no links, or by the service', async () => {
    expect(await handlers['groups.saveLink'](on())).toEqual(fail('accounts.noPort'))
    port.saveLink = () => Promise.resolve(fail('groups.notOwner', 'user'))
    expect(await handlers['groups.saveLink'](on())).toEqual(fail('groups.notOwner', 'user'))
    expect(ownLinks).toEqual([])
  })
})

describe('a link of others', () => {
  const preview = { code: 'abc', state: 'open' as const, joinRule: 'approval' as const, canRequest: true }

  test('is previewed where the network has links, and said to be impossible elsewhere', async () => {
    const ask = () => handlers['groups.previewLink']({ accountId: a, link: 'abc' })
    expect(await ask()).toEqual(fail('accounts.noPort'))
    port.previewLink = () => Promise.resolve(ok(preview))
    expect(await ask()).toEqual(ok(preview))
    port.previewLink = () => Promise.resolve(fail('requests.badLink', 'user'))
    expect(await ask()).toEqual(fail('requests.badLink', 'user'))
    expect(await handlers['groups.previewLink']({ accountId: accountId('b'), link: 'abc' })).toEqual(
      fail('accounts.noPort'),
    )
  })
})
