// Deciding on requests and answering invitations, with the app's own client: by notification, and by the methods nobody
// documented where a portal has them.
import { describe, expect, test } from 'vitest'
import { ME, useAcme } from './acme'
import { ourClient } from './our-client'

const { bench, named, change, plain, roleOf, writes, loseAnswer } = useAcme()

describe('decide', () => {
  test.each([
    [true, 'K'],
    [false, undefined],
  ])('approve %s by notification', async (approve, role) => {
    plain()
    const client = await ourClient(bench())
    const request = await client.waiting(named('Night shift'))
    client.arrived()
    expect(await client.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(roleOf(request.groupId, request.userId)).toBe(role)
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
  })

  test.each([true, false])('approve %s without the scope im, by the method nobody documented', async (approve) => {
    change({ scopes: ['sonet_group', 'socialnetwork', 'user_brief'] })
    const client = await ourClient(bench())
    const request = await client.waiting(named('Office life'))
    expect(await client.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(roleOf(request.groupId, request.userId)).toBe(approve ? 'K' : undefined)
  })

  test('neither way: it is said, and nothing changes', async () => {
    change({ scopes: ['sonet_group', 'socialnetwork', 'user_brief'], quirks: { undocumented: false } })
    const client = await ourClient(bench())
    const request = await client.waiting(named('Office life'))
    expect(await client.requests.decide(request, true)).toEqual({
      ok: true,
      data: { outcome: 'failed', reason: 'requests.answerElsewhere' },
    })
    expect(roleOf(request.groupId, request.userId)).toBe('Z')
  })

  test('decided elsewhere, or taken back: gone, and nothing is sent', async () => {
    const client = await ourClient(bench())
    const [night, office] = [await client.waiting(named('Night shift')), await client.waiting(named('Office life'))]
    change({ request: { groupId: night.groupId, userId: Number(night.userId), withdraw: true } })
    await bench().result('socialnetwork.api.workgroup.acceptIncomingRequest', {
      groupId: office.groupId,
      userIds: [office.userId ?? ''],
    })
    client.arrived()
    for (const request of [night, office]) {
      expect(await client.requests.decide(request, true)).toEqual({ ok: true, data: { outcome: 'gone' } })
    }
    expect(writes(client.arrived())).toEqual([])
  })

  test('no longer mine to decide: the portal refuses, and so it is said', async () => {
    const client = await ourClient(bench())
    const request = await client.waiting(named('Office life'))
    change({ relation: { groupId: request.groupId, role: 'K' } })
    expect(await client.requests.decide(request, true)).toEqual({
      ok: true,
      data: { outcome: 'failed', reason: 'bitrix24.accessDenied' },
    })
    expect(roleOf(request.groupId, request.userId)).toBe('Z')
  })

  test.each([true, false])('a lost answer to approve %s is looked after, not repeated', async (approve) => {
    const client = await ourClient(bench())
    const request = await client.waiting(named('Night shift'))
    loseAnswer('im.notify.confirm')
    client.arrived()
    expect(await client.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
  })

  test('an answer lost before anything was done is not known, and not repeated', async () => {
    const client = await ourClient(bench())
    const request = await client.waiting(named('Night shift'))
    bench().faults.add({ method: 'im.notify.confirm', effect: { kind: 'reset' } })
    client.arrived()
    expect(await client.requests.decide(request, true)).toEqual({
      ok: true,
      data: { outcome: 'unknown', reason: 'requests.unknownOutcome' },
    })
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
    expect(roleOf(request.groupId, request.userId)).toBe('Z')
  })
})

describe('answerInvitation', () => {
  test.each([
    [true, 'member', 'K'],
    [false, 'none', undefined],
  ] as const)('accept %s: the right one of many', async (accept, relation, role) => {
    const client = await ourClient(bench())
    const council = named('Product council')
    const others = [...bench().portal('acme').portal.world.relations.values()].filter(
      (one) => one.userId === ME && one.role === 'Z' && one.initiatedBy === 'G' && String(one.groupId) !== council,
    )
    expect(others.length).toBeGreaterThan(1)
    client.arrived()
    expect(await client.requests.answerInvitation(council, accept)).toEqual({ ok: true, data: relation })
    expect(roleOf(council)).toBe(role)
    expect(others.map(({ groupId }) => roleOf(String(groupId)))).toEqual(others.map(() => 'Z'))
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
  })

  test.each([true, false])('accept %s a secret group’s, which I cannot see', async (accept) => {
    const client = await ourClient(bench())
    const crisis = named('Crisis room')
    expect(await client.requests.answerInvitation(crisis, accept)).toEqual({
      ok: true,
      data: accept ? 'member' : 'none',
    })
    expect(roleOf(crisis)).toBe(accept ? 'K' : undefined)
  })

  test('with documented methods alone: the one of many that quotes the group’s name', async () => {
    plain()
    const client = await ourClient(bench())
    const council = named('Product council')
    client.arrived()
    expect(await client.requests.answerInvitation(council, true)).toEqual({ ok: true, data: 'member' })
    expect(roleOf(council)).toBe('K')
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
  })

  test('with documented methods alone: two that say the same cannot be told apart, so none is answered', async () => {
    plain()
    const { groups } = bench().portal('acme').portal.world
    const [council, merger] = [named('Product council'), Number(named('Merger talks'))]
    const secret = groups.get(merger)
    if (secret === undefined) throw new Error('no group')
    groups.set(merger, { ...secret, name: 'Product council' })
    change({ relation: { groupId: merger, role: 'Z', initiatedBy: 'G' } })
    const client = await ourClient(bench())
    client.arrived()
    expect(await client.requests.answerInvitation(council, true)).toMatchObject({
      error: { code: 'requests.answerElsewhere' },
    })
    expect(writes(client.arrived())).toEqual([])
    expect([roleOf(council), roleOf(String(merger))]).toEqual(['Z', 'Z'])
  })

  test('not invited, taken back, or no such group', async () => {
    const client = await ourClient(bench())
    const [suppliers, council] = [named('Suppliers'), named('Product council')]
    change({ relation: { groupId: council, role: 'decline' } })
    for (const [groupId, code] of [
      [suppliers, 'requests.notInvited'],
      [council, 'requests.notInvited'],
      ['999999', 'requests.answerElsewhere'],
    ] as const) {
      expect(await client.requests.answerInvitation(groupId, true)).toMatchObject({ error: { code } })
    }
  })

  test('a lost answer is looked after', async () => {
    const client = await ourClient(bench())
    loseAnswer('im.notify.confirm')
    client.arrived()
    expect(await client.requests.answerInvitation(named('Crisis room'), false)).toEqual({ ok: true, data: 'none' })
    expect(writes(client.arrived())).toEqual(['im.notify.confirm'])
  })
})
