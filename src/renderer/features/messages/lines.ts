// The open channels an account can write through: their codes by name, and joining one on the portal.
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'

type AccountId = OutputOf<'accounts.list'>[number]['id']
export type Line = OutputOf<'messages.lines'>[number]
export type Channel = OutputOf<'messages.channels'>[number]

export const useLines = defineStore('message-lines', () => {
  const byAccount = reactive(new Map<AccountId, readonly Line[]>())
  const channels = reactive(new Map<AccountId, readonly Channel[]>())

  const of = (accountId: AccountId): readonly Line[] => byAccount.get(accountId) ?? []
  const find = (accountId: AccountId, lineCode: string): Line | undefined =>
    of(accountId).find((line) => line.lineCode === lineCode)

  async function read(accountId: AccountId): Promise<void> {
    const answer = await invoke('messages.lines', { accountId }, { quiet: true })
    if (answer.ok) byAccount.set(accountId, answer.data)
  }

  /** Names that may be meant by a code: the portal's own open channels. Asked once. */
  async function readChannels(accountId: AccountId): Promise<void> {
    if (channels.has(accountId)) return
    const answer = await invoke('messages.channels', { accountId }, { quiet: true })
    if (answer.ok) channels.set(accountId, answer.data)
  }

  async function save(accountId: AccountId, lineCode: string, name: string): Promise<ResultOf<'messages.saveLine'>> {
    const answer = await invoke('messages.saveLine', { accountId, lineCode, ...(name === '' ? {} : { name }) })
    if (answer.ok) await read(accountId)
    return answer
  }

  async function forget(accountId: AccountId, lineCode: string): Promise<ResultOf<'messages.forgetLine'>> {
    const answer = await invoke('messages.forgetLine', { accountId, lineCode })
    if (answer.ok) await read(accountId)
    return answer
  }

  async function join(accountId: AccountId, lineCode: string): Promise<ResultOf<'messages.joinLine'>> {
    const answer = await invoke('messages.joinLine', { accountId, lineCode })
    if (answer.ok) await read(accountId)
    return answer
  }

  /** Whether it is kept that the account's portal has no weekly limit. */
  async function noWeeklyLimit(accountId: AccountId): Promise<boolean> {
    return (await invoke('messages.noWeeklyLimit', { accountId })).ok
  }

  /** Follows the outbox: what a send showed of its line, and of a week's slot, is known by main then. Answers how to stop. */
  function watchSends(told: () => void): Promise<() => void> {
    return follow({
      event: 'outbox.changed',
      read: () => Promise.resolve(),
      apply: ({ upsert }) => {
        const over = upsert.filter(
          ({ target, state }) => target.kind === 'network' && ['sent', 'failed'].includes(state),
        )
        for (const accountId of new Set(over.map((item) => item.accountId))) void read(accountId)
        if (over.length > 0) told()
      },
    })
  }

  return { byAccount, channels, of, find, read, readChannels, save, forget, join, noWeeklyLimit, watchSends }
})
