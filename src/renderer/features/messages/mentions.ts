// Who can be mentioned where one writes: colleagues and chats of a portal as BBCode, members of a Bluesky conversation by
// their handle.
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { Result } from '../../../shared/contract/result'
import { mentionTag } from '../../lib/bb-tags'
import type { Mention, MentionSource } from '../../ui/text-field/mentions'

type Account = OutputOf<'accounts.list'>[number]
type AccountId = Account['id']

/** Where the text goes, as far as mentions and kept texts depend on it. */
export interface Place {
  /** The Bluesky conversation. */
  readonly convoId?: string | undefined
  /** The name of the group it goes to. */
  readonly group?: string | undefined
  /** The words for everybody at once, where it goes to a chat. */
  readonly everybody?: { readonly name: string; readonly hint: string } | undefined
}

const done = (data: Mention[]): Result<Mention[]> => ({ ok: true, data })

/** Colleagues and chats of a portal. */
export function portalMentions(accountId: AccountId, { everybody }: Place): MentionSource {
  return {
    kinds: ['person', 'chat'],
    find: (kind, text) => (kind === 'person' ? findPeople(accountId, text) : findChats(accountId, text)),
    ...(everybody
      ? { everybody: { id: 'all', ...everybody, inserted: mentionTag('person', 'all', everybody.name) ?? '' } }
      : {}),
  }
}

async function findPeople(accountId: AccountId, text: string): Promise<Result<Mention[]>> {
  const answer = await invoke('messages.people', { accountId, text }, { quiet: true })
  if (!answer.ok) return answer
  return done(
    answer.data.flatMap(({ userId, name, position = '', active }) => {
      const inserted = active ? mentionTag('person', userId, name) : undefined
      return inserted === undefined ? [] : [{ id: userId, name, hint: position, inserted }]
    }),
  )
}

async function findChats(accountId: AccountId, text: string): Promise<Result<Mention[]>> {
  const answer = await invoke('messages.findTargets', { accountId, text }, { quiet: true })
  if (!answer.ok) return answer
  return done(
    answer.data.flatMap(({ target, kind, title, hint = '' }) => {
      if (target.kind !== 'dialog' || !(kind === 'chat' || kind === 'openline')) return []
      const inserted = mentionTag('chat', target.dialogId, title)
      return inserted === undefined ? [] : [{ id: target.dialogId, name: title, hint, inserted }]
    }),
  )
}

/** The other members of a conversation, read once; the service makes a mention of `@handle` by itself. */
export function convoMentions(me: Pick<Account, 'id' | 'userId'>, { convoId }: Place): MentionSource | undefined {
  if (convoId === undefined) return undefined
  let read: ReturnType<typeof readMembers> | undefined
  const readMembers = () => invoke('groups.get', { accountId: me.id, groupId: convoId }, { quiet: true })
  return {
    kinds: ['person'],
    find: async (_kind, text) => {
      read ??= readMembers()
      const answer = await read
      if (!answer.ok) {
        // Two people alone are no group: there is nobody else to name.
        if (answer.error.code === 'groups.notFound') return done([])
        read = undefined
        return answer
      }
      return done(
        answer.data.members.flatMap(({ userId, name, handle }) =>
          userId !== me.userId &&
          handle !== undefined &&
          [...words(name), handle].some((word) => beginsLike(word, text))
            ? [{ id: userId, name, hint: `@${handle}`, inserted: `@${handle}` }]
            : [],
        ),
      )
    },
  }
}

const words = (name: string): string[] => [name, ...name.split(/\s+/)]
const beginsLike = (word: string, typed: string): boolean => word.toLowerCase().startsWith(typed.toLowerCase())
