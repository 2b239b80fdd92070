import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../shared/contract/common'
import { fakePortal, refuse } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { batchLearning, forget, questionCount, undocumented } from './undocumented'

const DAY = 86_400_000
const LEAVE = 'socialnetwork.api.usertogroup.leave'
const READ = { mine: { method: 'sonet_group.user.groups' } } as const
const has =
  (...there: readonly string[]) =>
  (name: JsonValue | undefined): Answer => {
    const isExisting = there.map((method) => method.toLowerCase()).includes(name as string)
    return { isExisting, isAvailable: isExisting }
  }

function setUp(answer: (name: JsonValue | undefined) => Answer, missing: readonly string[] = []) {
  const time = { now: 1_700_000_000_000 }
  const fake = fakePortal(
    (method, params) => (method === 'method.get' ? answer(params['name']) : []),
    missing,
    () => time.now,
  )
  return { ...fake, time }
}

describe('batchLearning', () => {
  it('asks within the same request, once a day, by names in lower case', async () => {
    const names: JsonValue[] = []
    const { portal, requests, time } = setUp((name) => (names.push(name ?? null), has(LEAVE)(name)))
    expect(undocumented(portal, 'leave')).toBeUndefined()
    expect(questionCount(portal)).toBe(8)
    const answer = await batchLearning(portal, READ)
    expect(answer.ok && answer.data.mine).toMatchObject({ ok: true, data: [] })
    expect(undocumented(portal, 'leave')).toBe(LEAVE)
    expect(undocumented(portal, 'withdraw')).toBeUndefined()
    expect(names).toContain(LEAVE.toLowerCase())
    await batchLearning(portal, READ)
    expect(requests.map((request) => request.length)).toEqual([9, 1])
    time.now += DAY
    expect(undocumented(portal, 'leave')).toBeUndefined()
    await batchLearning(portal, READ)
    expect(requests).toHaveLength(3)
    expect(requests[2]).toHaveLength(9)
  })

  it.each<[string, Answer]>([
    ['exists, but not for this webhook', { isExisting: true, isAvailable: false }],
    ['is answered by words', 'yes'],
  ])('a method that %s is not used', async (_, answer) => {
    const { portal } = setUp(() => answer)
    await batchLearning(portal, READ)
    expect(undocumented(portal, 'leave')).toBeUndefined()
  })

  it.each<[string, Answer]>([
    ['is refused', refuse('ERROR_METHOD_NOT_FOUND')],
    ['is an empty list', []],
  ])('what could not be learnt because the answer %s is asked again', async (_, answer) => {
    const { portal } = setUp(() => answer)
    await batchLearning(portal, READ)
    expect(questionCount(portal)).toBe(8)
  })

  it('without the scope nothing is asked and nothing is there', async () => {
    const { portal, ran } = setUp(has(LEAVE), ['socialnetwork'])
    await batchLearning(portal, READ)
    expect(ran).toEqual(['sonet_group.user.groups'])
    expect(undocumented(portal, 'leave')).toBeUndefined()
  })

  it('one that was not there after all is forgotten, and only that one', async () => {
    const { portal, time } = setUp(() => ({ isExisting: true, isAvailable: true }))
    await batchLearning(portal, READ)
    time.now += DAY - 1
    forget(portal, 'leave')
    expect(undocumented(portal, 'leave')).toBeUndefined()
    expect(undocumented(portal, 'leaveOlder')).toBe('socialnetwork.api.workgroup.leave')
    time.now += 1
    expect(questionCount(portal)).toBe(8)
  })

  it('two accounts of one portal know each their own; a clock set back starts anew', async () => {
    const { portal, time } = setUp(has(LEAVE))
    await batchLearning(portal, READ)
    expect(undocumented({ ...portal, userId: '8' }, 'leave')).toBeUndefined()
    time.now -= 60_000
    expect(questionCount(portal)).toBe(8)
  })
})
