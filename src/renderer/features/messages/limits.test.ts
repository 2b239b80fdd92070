// Catches: a recipient without room who is sent to, one with room who is left out, and a time that frees nobody.
import { describe, expect, it } from 'vitest'
import { accountId, messageCheck } from '../../testing/sample'
import type { TargetHit } from './composing'
import { contentProblems, possibleForAll, waysOf } from './limits'
import { recipientKey } from './recipients'

const hit = (userId: string): TargetHit => ({
  ...{ accountId: accountId('a'), title: userId, kind: 'person' },
  target: { kind: 'network', lineCode: 'abc', userId },
})
const used = (nextPossibleAt: string) =>
  messageCheck({
    canSend: false,
    problems: ['messages.weeklyLimit', 'messages.empty'],
    slot: { state: 'used', nextPossibleAt },
  })
const TUESDAY = '2026-11-24T15:20:00.000Z'
const FRIDAY = '2026-11-27T15:20:00.000Z'
const [anna, boris, vera] = [hit('1'), hit('2'), hit('3')]
const checks = new Map([
  [recipientKey(anna), messageCheck({ problems: ['messages.empty'] })],
  [recipientKey(boris), used(TUESDAY)],
  [recipientKey(vera), used(FRIDAY)],
])
const none = new Map()
const problems = (notBefore: string | undefined) =>
  waysOf({ recipients: [anna, boris, vera], notBefore }, checks, none).map(({ problem }) => problem)

describe('room for each recipient', () => {
  it('is told one by one, and unknown until it was asked', () => {
    const ways = waysOf({ recipients: [anna, boris, hit('9')] }, checks, none)
    expect(ways.map(({ limit, again }) => [limit, again])).toEqual([
      ['free', undefined],
      ['used', TUESDAY],
      ['unknown', undefined],
    ])
  })

  it.each([
    ['now', undefined, [undefined, 'messages.weeklyLimit', 'messages.weeklyLimit']],
    ['too early', '2026-11-24T15:19:59.000Z', [undefined, 'messages.weeklyLimit', 'messages.weeklyLimit']],
    ['when the first is free again', TUESDAY, [undefined, undefined, 'messages.weeklyLimit']],
    ['when both are', FRIDAY, [undefined, undefined, undefined]],
  ] as const)('stops who has none: sent %s', (_when, notBefore, expected) => {
    expect(problems(notBefore)).toEqual(expected)
  })

  it('names the time when all can be written to, and none where all can', () => {
    const ways = waysOf({ recipients: [anna, boris, vera] }, checks, none)
    expect([possibleForAll(ways), possibleForAll(ways.slice(0, 1))]).toEqual([FRIDAY, undefined])
  })

  it('keeps what the outbox refused somebody for, but not what was wrong with the text', () => {
    const refused = new Map([
      [recipientKey(anna), 'messages.weeklyLimit' as const],
      [recipientKey(boris), 'messages.tooLong' as const],
    ])
    const ways = waysOf({ recipients: [anna, boris] }, new Map(), refused)
    expect(ways.map(({ problem }) => problem)).toEqual(['messages.weeklyLimit', undefined])
  })
})

it('what is wrong with the message is said once, however many it goes to', () => {
  expect(contentProblems(checks)).toEqual(['messages.empty'])
})
