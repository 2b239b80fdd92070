// Withdrawing and leaving with the app's own client: by methods nobody documented, where a portal has them.
import { describe, expect, test } from 'vitest'
import { useAcme } from './acme'
import { ourClient } from './our-client'

const { bench, named, change, plain, roleOf, writes, loseAnswer } = useAcme()

describe('withdraw', () => {
  test('where the portal has it, and then it is offered', async () => {
    const client = await ourClient(bench())
    const board = named('Board minutes')
    await client.requests.check({ groupId: board })
    expect(client.requests.canWithdraw).toBe(true)
    expect(await client.requests.withdraw({ groupId: board })).toEqual({ ok: true, data: undefined })
    expect(roleOf(board)).toBeUndefined()
    expect(await client.requests.withdraw({ groupId: board })).toMatchObject({
      error: { code: 'requests.invalidJoinRequest' },
    })
  })

  test('where it does not: not offered, and said', async () => {
    plain()
    const client = await ourClient(bench())
    const board = named('Board minutes')
    expect(await client.requests.withdraw({ groupId: board })).toMatchObject({
      error: { code: 'requests.notWithdrawable' },
    })
    expect(client.requests.canWithdraw).toBe(false)
    expect(roleOf(board)).toBe('Z')
  })

  test('granted meanwhile, and a lost answer', async () => {
    const client = await ourClient(bench())
    const board = named('Board minutes')
    loseAnswer('socialnetwork.api.usertogroup.cancelincomingrequest')
    expect(await client.requests.withdraw({ groupId: board })).toMatchObject({ ok: true })
    change({ relation: { groupId: board, role: 'K' } })
    expect(await client.requests.withdraw({ groupId: board })).toMatchObject({
      error: { code: 'requests.invalidJoinRequest' },
    })
    expect(roleOf(board)).toBe('K')
  })
})

describe('leave', () => {
  test('a group, a secret one, and one I moderate', async () => {
    const client = await ourClient(bench())
    for (const name of ['All hands', 'Salary review', 'Office life']) {
      const groupId = named(name)
      expect(await client.groups.get(groupId)).toMatchObject({ data: { canLeave: true } })
      expect(await client.groups.leave(groupId)).toEqual({ ok: true, data: undefined })
      expect(roleOf(groupId)).toBeUndefined()
    }
  })

  test('not one I own, and not where the portal has no way', async () => {
    const client = await ourClient(bench())
    const night = named('Night shift')
    expect(await client.groups.get(night)).toMatchObject({ data: { canLeave: false, requestsIn: 3 } })
    client.arrived()
    expect(await client.groups.leave(night)).toMatchObject({ error: { code: 'groups.ownerCannotLeave' } })
    expect(writes(client.arrived())).toEqual([])
    plain()
    const other = await ourClient(bench())
    expect(await other.groups.leave(named('All hands'))).toMatchObject({ error: { code: 'groups.cannotLeave' } })
    expect(roleOf(named('All hands'))).toBe('K')
  })

  test('a lost answer is looked after, not repeated', async () => {
    const client = await ourClient(bench())
    const hands = named('All hands')
    loseAnswer('socialnetwork.api.usertogroup.leave')
    client.arrived()
    expect(await client.groups.leave(hands)).toMatchObject({ ok: true })
    expect(writes(client.arrived())).toEqual(['socialnetwork.api.usertogroup.leave'])
    expect(roleOf(hands)).toBeUndefined()
  })

  test('a portal that loses the method after telling of it', async () => {
    const client = await ourClient(bench())
    const hands = named('All hands')
    await client.groups.get(hands)
    plain()
    expect(await client.groups.leave(hands)).toMatchObject({ error: { code: 'groups.cannotLeave' } })
    expect(await client.groups.get(hands)).toMatchObject({ data: { relation: 'member' } })
  })
})
