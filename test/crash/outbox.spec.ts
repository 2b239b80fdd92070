// SIGKILL of the real app at each step of a send. After the restart nothing is lost and nothing went out twice, by the
// practice portal's own count. Would catch: an effect before its commit, a resend without reading back, a lost answer
// taken for a failure.
import { expect } from '@playwright/test'
import { canOutboxMove } from '../../src/shared/domain/outbox-machine'
import type { OutboxState } from '../../src/shared/domain/states'
import { follow, onDisk, type Followed } from './support/journal'
import { dataOf, test, unlock, type Life } from './support/lives'
import { carriedOut, colleague, customer, group, type Recipient } from './support/targets'

type Point = 'afterEnqueueCommit' | 'afterSendingCommit' | 'afterSendBeforeOutcome' | 'afterOutcomeCommit'

interface Case {
  readonly to: string
  readonly recipient: Recipient
  readonly point: Point
  /** What the journal holds at the moment of death. */
  readonly left: OutboxState
  /** Where the next life brings it by itself, and how many messages there are then. */
  readonly end: 'sent' | 'needsDecision'
  readonly delivered: 0 | 1
}

const CASES: readonly Case[] = [
  // Nothing had left: it leaves now.
  ...(['colleague', 'customer', 'group'] as const).map((to) => one(to, 'afterEnqueueCommit', 'queued', 'sent', 1)),
  // It may have left: only the dialog and the conversation can be read, and without a known echo no repeat is safe.
  one('colleague', 'afterSendingCommit', 'sending', 'needsDecision', 0),
  one('customer', 'afterSendingCommit', 'sending', 'needsDecision', 0),
  one('group', 'afterSendingCommit', 'sending', 'needsDecision', 0),
  one('colleague', 'afterSendBeforeOutcome', 'sending', 'needsDecision', 1),
  one('customer', 'afterSendBeforeOutcome', 'sending', 'sent', 1),
  one('group', 'afterSendBeforeOutcome', 'sending', 'sent', 1),
  ...(['colleague', 'customer', 'group'] as const).map((to) => one(to, 'afterOutcomeCommit', 'sent', 'sent', 1)),
]

function one(
  to: 'colleague' | 'customer' | 'group',
  point: Point,
  left: OutboxState,
  end: Case['end'],
  delivered: 0 | 1,
): Case {
  return { to, recipient: { colleague, customer, group }[to], point, left, end, delivered }
}

for (const { to, recipient, point, left, end, delivered } of CASES) {
  test(`a message to a ${to}, killed at ${point}: ${left}, then ${end}`, async ({ lives, practice, profile }) => {
    const text = `${to} ${point}`
    const first = await lives.first(`outbox.${point}`)
    const { id: accountId } = await recipient.connect(first.app, practice)
    const target = await recipient.target(practice)
    await first.diesOf(() => first.app.invoke('outbox.enqueue', { accountId, target, text, holdSeconds: 0 }))

    const rows = await onDisk(profile, 'outbox')
    expect(rows.map(({ state }) => state)).toEqual([left])
    const id = rows[0]?.id ?? ''

    const second = await lives.locked()
    const followed = await follow(second.app, 'outbox', id)
    await unlock(second.app)
    await followed.until(end)
    await expectForward(left, followed)
    expect(await recipient.delivered(practice, text)).toBe(delivered)
    expect(await carriedOut(practice, recipient.method)).toBe(delivered)
    const [item, ...more] = dataOf(await second.app.invoke('outbox.list', {}))
    expect(more).toEqual([])
    expect(item).toMatchObject({ id, text, target, state: end })
    if (end === 'needsDecision') {
      expect(item).toMatchObject({ reason: 'outbox.unknownOutcome', evidence: { phase: 'crash' } })
      expect(Date.parse(item?.evidence?.attemptedAt ?? '')).toBeGreaterThan(0)
    }
  })
}

/** Every step from what was on disk onwards is an arrow of the state machine. */
async function expectForward(from: OutboxState, followed: Followed): Promise<void> {
  const path = [from, ...((await followed.states()) as OutboxState[])]
  const steps = path.slice(1).map((state, index) => [path[index] ?? state, state] as const)
  for (const [before, after] of steps) expect(before === after || canOutboxMove(before, after)).toBe(true)
}

test('a dialog that keeps our ids: a message that may have left is repeated, and is there exactly once', async ({
  lives,
  practice,
  profile,
}) => {
  const first = await lives.first('outbox.afterSendBeforeOutcome')
  const { id: accountId } = await customer.connect(first.app, practice)
  const target = await customer.target(practice)
  const send = (life: Life, text: string) =>
    life.diesOf(() => life.app.invoke('outbox.enqueue', { accountId, target, text, holdSeconds: 0 }))
  await send(first, 'the portal shows its id')

  const second = await lives.locked('outbox.afterSendingCommit')
  const [shown] = await onDisk(profile, 'outbox')
  const settled = await follow(second.app, 'outbox', shown?.id ?? '')
  await unlock(second.app)
  // Found by its id: from now on a repeat is known to be safe here.
  await settled.until('sent')
  await send(second, 'repeated')

  const third = await lives.locked()
  const repeated = (await onDisk(profile, 'outbox')).at(-1)
  expect(repeated).toMatchObject({ state: 'sending', attempts: 1 })
  const followed = await follow(third.app, 'outbox', repeated?.id ?? '')
  await unlock(third.app)
  await followed.until('sent')
  expect(await followed.states()).toEqual(['sending', 'queued', 'sending', 'sent'])
  expect(await customer.delivered(practice, 'repeated')).toBe(1)
  expect(await customer.delivered(practice, 'the portal shows its id')).toBe(1)
})

test('killed while a network message is on the wire: asked, and a wished repeat that meets the week’s limit says so', async ({
  lives,
  practice,
}) => {
  await practice.fault({ method: colleague.method, effect: { kind: 'hang', processed: true } })
  const first = await lives.first()
  const { id: accountId } = await colleague.connect(first.app, practice)
  const target = await colleague.target(practice)
  const { id } = dataOf(
    await first.app.invoke('outbox.enqueue', { accountId, target, text: 'on the wire', holdSeconds: 0 }),
  )
  await expect.poll(() => carriedOut(practice, colleague.method)).toBe(1)
  await first.diesOf(() => first.app.kill())

  const second = await lives.locked()
  const followed = await follow(second.app, 'outbox', id)
  await unlock(second.app)
  await followed.until('needsDecision')
  dataOf(await second.app.invoke('outbox.resolve', { id, as: 'resend' }))
  await followed.until('failed')
  const [item] = dataOf(await second.app.invoke('outbox.list', {}))
  expect(item?.reason).toBe('messages.likelyDelivered')
  expect(await colleague.delivered(practice, 'on the wire')).toBe(1)
})
