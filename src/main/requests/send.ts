// Asking to join: check, journal, ask once, journal what came of it. Asking twice is what this file must prevent.
import type { ParsedInputOf } from '../../shared/contract/index'
import type { RequestCheck } from '../../shared/contract/requests'
import { fail, ok, type Result } from '../../shared/contract/result'
import { isOpen, type Move } from '../../shared/domain/join-request-machine'
import { refusalOf } from '../../shared/domain/request-refusal'
import type { Relation } from '../../shared/domain/states'
import { joinTargetKey } from '../../shared/domain/target-key'
import type { JoinTarget, RequestOutcome, RequestsPort } from '../networks/ports'
import { guarded, guardedPort, logThrown } from '../store/guarded'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import type { RequestsJournal } from './journal'
import { withOwnRequest } from './own-request'

type Input = ParsedInputOf<'requests.send'>
type Sent = Promise<Result<JoinRequestRecord>>
export type SendRequest = (input: Input) => Sent

/**
 * One request per account and target is under way at a time: a second click gets the first one's answer, also when it
 * names the same group by another link.
 */
export function createSend(deps: RequestsDeps, journal: RequestsJournal): SendRequest {
  const flights = new Map<string, Sent>()
  const once = (key: string, work: () => Sent): Sent => {
    const already = flights.get(key)
    if (already !== undefined) return already
    const flight = work().finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }
  return (input) => {
    const key = joinTargetKey(input)
    if (key === undefined) return Promise.resolve(fail('requests.badLink', 'user'))
    return once(`asked ${input.accountId} ${key}`, async () => {
      const checked = await checkFirst(deps, journal, input)
      if (!checked.ok) return checked
      const { record, check, port } = checked.data
      const resolved = `found ${input.accountId} ${check.groupId ?? check.linkCode ?? key}`
      const other = flights.get(resolved)
      if (other === undefined) return once(resolved, () => sendOnce(deps, journal, { input, record, check, port }))
      journal.drop(record)
      return other
    })
  }
}

type Check = RequestCheck & { readonly linkCode?: string }

interface Checked {
  readonly record: JoinRequestRecord
  readonly check: Check
  readonly port: RequestsPort
}

async function checkFirst(deps: RequestsDeps, journal: RequestsJournal, input: Input): Promise<Result<Checked>> {
  const port = deps.accounts.portOf(input.accountId, 'requests')
  if (!port.ok) return port
  const opened = guarded(deps.log, () => journal.open({ ...input, groupName: knownName(deps, input) }))
  if (!opened.ok) return opened
  deps.crashPoint('requests.afterCheckingCommit')
  const checked = await guardedPort(deps.log, () => port.data.check(targetOf(input)))
  const check = checked.ok ? withOwnRequest(deps.store, input.accountId, checked.data) : undefined
  const refusal = check && refusalOf(check)
  if (check !== undefined && refusal === undefined) return ok({ record: opened.data, check, port: port.data })
  const dropped = guarded(deps.log, () => {
    journal.drop(opened.data)
  })
  if (!dropped.ok) return dropped
  return checked.ok ? fail(refusal ?? 'requests.cannotRequest', 'user') : checked
}

async function sendOnce(deps: RequestsDeps, journal: RequestsJournal, from: Checked & { input: Input }): Sent {
  const { input, check, port } = from
  const groupId = check.groupId ?? input.groupId
  const sending = guarded(deps.log, () => {
    supersede(deps, journal, { ...from.record, groupId, linkCode: check.linkCode })
    const groupName = check.groupName ?? from.record.groupName
    return journal.move(from.record, { state: 'sending' }, { groupId, linkCode: check.linkCode, groupName })
  })
  if (!sending.ok) return sending
  deps.crashPoint('requests.afterSendingCommit')
  const message = check.takesMessage ? input.message : undefined
  const move = await askOnce(deps, () => port.send(targetOf(input), message))
  deps.crashPoint('requests.afterSendBeforeOutcome')
  const outcome = guarded(deps.log, () =>
    journal.move(sending.data, move, {
      groupId: move.groupId ?? groupId,
      canWithdraw: move.state === 'pending' && port.canWithdraw,
    }),
  )
  if (!outcome.ok) return outcome
  deps.crashPoint('requests.afterOutcomeCommit')
  learn(deps, outcome.data)
  return outcome
}

async function askOnce(
  { log }: RequestsDeps,
  ask: () => Promise<Result<RequestOutcome>>,
): Promise<Move & { readonly groupId?: string | undefined }> {
  let sent: Result<RequestOutcome>
  try {
    sent = await ask()
  } catch (error) {
    // Thrown is a bug of ours, but the request may be on its way: only reading can tell.
    logThrown(log, error)
    return { state: 'unknown', reason: 'requests.unknownOutcome' }
  }
  if (!sent.ok) return { state: 'failed', reason: sent.error.code }
  const { state, reason, groupId } = sent.data
  if (state === 'unknown') return { state, reason: reason ?? 'requests.unknownOutcome', groupId }
  return reason === undefined ? { state, groupId } : { state, reason, groupId }
}

/** The check just saw that nothing is standing: what we believed open to the same target is over. */
function supersede(deps: RequestsDeps, journal: RequestsJournal, next: JoinRequestRecord): void {
  for (const older of deps.store.requests.list({ accountIds: [next.accountId], states: ['pending', 'unknown'] })) {
    const sameGroup = older.groupId !== undefined && older.groupId === next.groupId
    const sameLink = older.linkCode !== undefined && older.linkCode === next.linkCode
    if (older.id === next.id || !isOpen(older.state) || (!sameGroup && !sameLink)) continue
    journal.move(
      older,
      older.state === 'pending'
        ? { state: 'ended', reason: 'requests.ended' }
        : { state: 'failed', reason: 'requests.notSent' },
    )
  }
}

/** What the state of a request says about my relation to its group. */
export function learn(deps: RequestsDeps, { accountId, groupId, state }: JoinRequestRecord): void {
  const relation: Relation | undefined =
    state === 'joined' ? 'member' : state === 'pending' ? 'requested' : state === 'withdrawn' ? 'none' : undefined
  if (groupId !== undefined && relation !== undefined) deps.relationLearnt({ accountId, groupId, relation })
}

export function targetOf({ groupId, link }: { groupId?: string | undefined; link?: string | undefined }): JoinTarget {
  return { ...(groupId === undefined ? {} : { groupId }), ...(link === undefined ? {} : { link }) }
}

function knownName(deps: RequestsDeps, { accountId, groupId, link }: Input): string {
  const known = groupId === undefined ? undefined : deps.store.groups.get(accountId, groupId)
  return known?.name ?? groupId ?? link ?? ''
}
