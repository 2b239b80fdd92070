// SIGKILL of the real app while it decides somebody's request to a group of mine. Would catch: a decision sent twice, one
// lost within its undo window, one taken back that left all the same, one shown as done that never arrived.
import { expect } from '@playwright/test'
import { changePortal } from '../e2e/support/bitrix24'
import type { Bellhop } from '../e2e/support/app'
import type { Practice } from '../e2e/support/practice'
import { onDisk } from './support/journal'
import { connectPortal, dataOf, test, webhookOf, type Account } from './support/lives'
import { acme, carriedOut } from './support/targets'

const CONFIRM = 'im.notify.confirm'
const MINE = 'Night shift'

interface Waiting {
  readonly groupId: string
  readonly userId: number
}

const mine = async (practice: Practice): Promise<string> => {
  const groups = await acme<readonly { groupId: string; name: string }[]>(practice, 'relations')
  const found = groups.find(({ name }) => name === MINE)
  if (!found) throw new Error(`no group ${MINE}`)
  return found.groupId
}

/** Who waits at the portal itself. */
const waitingThere = async (practice: Practice): Promise<readonly number[]> => {
  const groupId = await mine(practice)
  const waiting = await acme<readonly Waiting[]>(practice, 'waiting')
  return waiting.filter((one) => one.groupId === groupId).map(({ userId }) => userId)
}

/** The newest request to my group, in a new account that has read its groups. */
async function asked(app: Bellhop, practice: Practice): Promise<{ accountId: Account['id']; requestId: string }> {
  const { id: accountId } = await connectPortal(app, webhookOf(practice, 0))
  dataOf(await app.invoke('groups.sync', { accountId }))
  const groupId = await mine(practice)
  const before = await waitingThere(practice)
  await changePortal(practice, 'acme', { request: { groupId, message: 'Let me in' } })
  const userId = (await waitingThere(practice)).find((id) => !before.includes(id))
  const incoming = dataOf(await app.invoke('requests.incoming', { refresh: true }))
  const request = incoming.find((one) => one.groupId === groupId && one.userId === String(userId))
  if (!request) throw new Error('the new request is not seen')
  return { accountId, requestId: request.requestId }
}

const stateOf = async (app: Bellhop, requestId: string): Promise<string | undefined> => {
  const incoming = dataOf(await app.invoke('requests.incoming', { refresh: true }))
  return incoming.find((one) => one.requestId === requestId)?.state
}

const CASES = [
  { point: 'afterDecidingCommit', left: 'deciding', end: 'waiting', times: 0 },
  { point: 'afterDecideBeforeOutcome', left: 'deciding', end: 'gone', times: 1 },
  { point: 'afterDecisionCommit', left: 'approved', end: 'approved', times: 1 },
] as const

for (const { point, left, end, times } of CASES) {
  test(`approving, killed at ${point}: ${left}, then ${end}`, async ({ lives, practice, profile }) => {
    const first = await lives.first(`requests.${point}`)
    const request = await asked(first.app, practice)
    const before = (await waitingThere(practice)).length
    await first.diesOf(() => first.app.invoke('requests.decide', { ...request, approve: true, holdSeconds: 0 }))

    const rows = await onDisk(profile, 'incoming')
    expect(rows.find(({ id }) => id === request.requestId)?.state).toBe(left)
    expect(await carriedOut(practice, CONFIRM)).toBe(times)

    const { app } = await lives.next()
    await expect.poll(() => stateOf(app, request.requestId), { timeout: 30_000 }).toBe(end)
    expect(await carriedOut(practice, CONFIRM)).toBe(times)
    expect((await waitingThere(practice)).length).toBe(before - times)
    if (times === 1) return
    // Nothing had left, so deciding again is right, and is the only decision there ever was.
    dataOf(await app.invoke('requests.decide', { ...request, approve: true, holdSeconds: 0 }))
    await expect.poll(() => stateOf(app, request.requestId)).toBe('approved')
    expect(await carriedOut(practice, CONFIRM)).toBe(1)
  })
}

test('killed within the undo window: it goes on being held, goes out once when it is over, and can be undone', async ({
  lives,
  practice,
  profile,
}) => {
  const first = await lives.first()
  const request = await asked(first.app, practice)
  dataOf(await first.app.invoke('requests.decide', { ...request, approve: false, holdSeconds: 30 }))
  await first.diesOf(() => first.app.kill())
  expect((await onDisk(profile, 'incoming')).find(({ id }) => id === request.requestId)?.state).toBe('held')

  const second = await lives.next()
  expect(await stateOf(second.app, request.requestId)).toBe('held')
  const undone = dataOf(await second.app.invoke('requests.undoDecision', { items: [request] }))
  expect(undone).toMatchObject([{ state: 'waiting' }])
  dataOf(await second.app.invoke('requests.decide', { ...request, approve: false, holdSeconds: 3 }))
  await second.diesOf(() => second.app.kill())
  expect(await carriedOut(practice, CONFIRM)).toBe(0)

  const { app } = await lives.next()
  await expect.poll(() => stateOf(app, request.requestId), { timeout: 30_000 }).toBe('declined')
  expect(await carriedOut(practice, CONFIRM)).toBe(1)
})
