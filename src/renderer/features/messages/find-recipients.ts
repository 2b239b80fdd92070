// Finding who can be written to: colleagues on a portal, conversations on Bluesky.
import { invoke } from '../../api'
import type { Result } from '../../../shared/contract/result'
import type { Account } from './store'

export interface Found {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly disabled: boolean
  readonly nextPossibleAt?: string
}

interface Question {
  readonly account: Account
  readonly lineCode: string
  readonly text: string
}

const MOST = 30

/** People or conversations whose name matches, at most 30 of the latter. */
export function findRecipients({ account, lineCode, text }: Question): Promise<Result<Found[]>> {
  return account.network === 'bluesky' ? findConvos(account, text) : findPeople({ account, lineCode, text })
}

async function findPeople({ account, lineCode, text }: Question): Promise<Result<Found[]>> {
  const answer = await invoke('messages.people', { accountId: account.id, text, ...(lineCode ? { lineCode } : {}) })
  if (!answer.ok) return answer
  const people = answer.data.map((person) => ({
    id: person.userId,
    name: person.name,
    hint: person.position ?? '',
    disabled: !person.active,
    ...(person.nextPossibleAt ? { nextPossibleAt: person.nextPossibleAt } : {}),
  }))
  return { ok: true, data: people }
}

async function findConvos(account: Account, text: string): Promise<Result<Found[]>> {
  const answer = await invoke('groups.search', {
    accountIds: [account.id],
    relations: ['member', 'moderator', 'owner'],
    text,
    limit: MOST,
    offset: 0,
  })
  if (!answer.ok) return answer
  const convos = answer.data.items.map((group) => ({
    id: group.groupId,
    name: group.name,
    hint: group.ownerName ?? '',
    disabled: group.locked === true,
  }))
  return { ok: true, data: convos }
}
