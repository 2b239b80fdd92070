// SIGKILL of the real app at each step of asking to join. After the restart the request is there, its state is read back
// and never guessed, and the portal carried out at most one. Would catch: a second request (it overwrites relations), a
// request lost, one called failed although it arrived.
import { expect } from '@playwright/test'
import { canMove } from '../../src/shared/domain/join-request-machine'
import type { JoinRequestState } from '../../src/shared/domain/states'
import { outcome } from '../e2e/support/bluesky'
import type { Bellhop } from '../e2e/support/app'
import type { Practice } from '../e2e/support/practice'
import { follow, onDisk, type Followed } from './support/journal'
import { connectAnna, connectPortal, dataOf, test, unlock, webhookOf, type Account } from './support/lives'
import { acme, carriedOut } from './support/targets'

interface Group {
  readonly method: string
  connect(app: Bellhop, practice: Practice): Promise<Account>
  ask(practice: Practice): Promise<{ groupId: string; message: string } | { link: string }>
  /** What the service makes of asking. */
  readonly end: 'pending' | 'joined'
}

/** A Bitrix24 group by its name in the seed. */
const workgroup = (name: string, end: Group['end']): Group => ({
  method: 'sonet_group.user.request',
  connect: (app, practice) => connectPortal(app, webhookOf(practice, 0)),
  async ask(practice) {
    const groups = await acme<readonly { groupId: string; name: string }[]>(practice, 'relations')
    const found = groups.find((group) => group.name === name)
    if (!found) throw new Error(`no group ${name}`)
    return { groupId: found.groupId, message: 'Please let me in' }
  },
  end,
})

const byLink = (key: string, end: Group['end']): Group => ({
  method: 'chat.bsky.group.requestJoin',
  connect: connectAnna,
  ask: async (practice) => ({ link: `https://bsky.app/chat/${(await outcome(practice, key)).code}` }),
  end,
})

const GROUPS = {
  'a closed workgroup': workgroup('Suppliers and tenders', 'pending'),
  'an open workgroup': workgroup('Welcome desk', 'joined'),
  'a link with approval': byLink('approval', 'pending'),
  'an open link': byLink('open', 'joined'),
} as const satisfies Record<string, Group>

interface Case {
  readonly name: keyof typeof GROUPS
  readonly point: 'afterCheckingCommit' | 'afterSendingCommit' | 'afterSendBeforeOutcome' | 'afterOutcomeCommit'
  readonly left: JoinRequestState
  readonly end: JoinRequestState
  readonly carriedOut: 0 | 1
}

const CASES: readonly Case[] = (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).flatMap((name) => {
  const { end } = GROUPS[name]
  return [
    { name, point: 'afterSendBeforeOutcome', left: 'sending', end, carriedOut: 1 },
    { name, point: 'afterOutcomeCommit', left: end, end, carriedOut: 1 },
  ] as const
})

const NOTHING_LEFT: readonly Case[] = (['a closed workgroup', 'a link with approval'] as const).flatMap((name) => [
  { name, point: 'afterCheckingCommit', left: 'checking', end: 'failed', carriedOut: 0 },
  { name, point: 'afterSendingCommit', left: 'sending', end: 'failed', carriedOut: 0 },
])

for (const { name, point, left, end, carriedOut: times } of [...CASES, ...NOTHING_LEFT]) {
  test(`asking to join by ${name}, killed at ${point}: ${left}, then ${end}`, async ({ lives, practice, profile }) => {
    const group = GROUPS[name]
    const first = await lives.first(`requests.${point}`)
    const { id: accountId } = await group.connect(first.app, practice)
    const asked = await group.ask(practice)
    await first.diesOf(() => first.app.invoke('requests.send', { accountId, ...asked }))

    const rows = await onDisk(profile, 'requests')
    expect(rows.map(({ state }) => state)).toEqual([left])
    const id = rows[0]?.id ?? ''

    const { app } = await lives.locked()
    const followed = await follow(app, 'requests', id)
    await unlock(app)
    await followed.until(end)
    await expectForward(left, followed)
    expect(await carriedOut(practice, group.method)).toBe(times)
    const requests = dataOf(await app.invoke('requests.list', {}))
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ id, accountId, state: end, ...('message' in asked ? asked : {}) })
    if (times === 1) return
    expect(requests[0]?.reason).toBe('requests.notSent')
    // Nothing had left, so asking again is right, and is the only request there ever was.
    expect(dataOf(await app.invoke('requests.send', { accountId, ...asked })).state).toBe(group.end)
    expect(await carriedOut(practice, group.method)).toBe(1)
  })
}

/** Every step from what was on disk onwards is an arrow of the state machine. */
async function expectForward(from: JoinRequestState, followed: Followed): Promise<void> {
  const path = [from, ...((await followed.states()) as JoinRequestState[])]
  const steps = path.slice(1).map((state, index) => [path[index] ?? state, state] as const)
  for (const [before, after] of steps) expect(before === after || canMove(before, after)).toBe(true)
}

test('killed while the request is on the wire: found by reading back, and not asked again', async ({
  lives,
  practice,
}) => {
  const group = GROUPS['a closed workgroup']
  await practice.fault({ method: group.method, effect: { kind: 'hang', processed: true } })
  const first = await lives.first()
  const { id: accountId } = await group.connect(first.app, practice)
  const asked = await group.ask(practice)
  await first.diesOf(async () => {
    const answer = first.app.invoke('requests.send', { accountId, ...asked })
    answer.catch(() => undefined)
    await expect.poll(() => carriedOut(practice, group.method)).toBe(1)
    await first.app.kill()
  })
  const { app } = await lives.next()
  await expect
    .poll(async () => dataOf(await app.invoke('requests.list', {})).map(({ state }) => state))
    .toEqual(['pending'])
  const again = await app.invoke('requests.send', { accountId, ...asked })
  expect(again).toMatchObject({ ok: false, error: { code: 'requests.alreadyRequested' } })
  expect(await carriedOut(practice, group.method)).toBe(1)
})
