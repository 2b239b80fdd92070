// What is asked for of the outbox, as the condition of a statement. Words are compared as the directory compares them:
// SQLite's own lower() and LIKE know the letters of ASCII only.
import type { SQLInputValue } from 'node:sqlite'
import type { MessageTarget } from '../../shared/contract/messages'
import { foldForSearch, searchWords } from '../../shared/domain/search-text'
import type { OutboxState } from '../../shared/domain/states'
import { messageTargetKey } from '../../shared/domain/target-key'
import type { Database } from './database'

export interface OutboxFilter {
  readonly accountIds?: readonly string[] | undefined
  readonly states?: readonly OutboxState[] | undefined
  /** Every word must be in the target's title, the text, or the file's name. */
  readonly text?: string | undefined
  readonly target?: MessageTarget | undefined
  /** Whether it has waited for too long. */
  readonly stale?: boolean | undefined
}

/** The condition of a statement with the parameters of `filterValues`. */
export const FILTER = `(:accounts IS NULL OR account_id IN (SELECT value FROM json_each(:accounts)))
       AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
       AND (:stale IS NULL OR (stale_since IS NOT NULL) = :stale)
       AND (:target IS NULL OR target_key = :target)
       AND (:words IS NULL OR holds_words(target_title, text || char(10) || coalesce(file_name, ''), :words))`

/** Values for the condition; what is absent or without a word narrows nothing. */
export function filterValues({ accountIds, states, text, target, stale }: OutboxFilter): Record<string, SQLInputValue> {
  const words = text === undefined ? [] : searchWords(text)
  return {
    accounts: accountIds === undefined ? null : JSON.stringify(accountIds),
    states: states === undefined ? null : JSON.stringify(states),
    stale: stale === undefined ? null : Number(stale),
    target: target === undefined ? null : messageTargetKey(target),
    words: words.length === 0 ? null : words.join(' '),
  }
}

/** Makes `holds_words` known: whether a title and a text together hold all of some folded words with spaces between. */
export function defineWordSearch(db: Database): void {
  let asked = ''
  let words: readonly string[] = []
  db.define('holds_words', (title, text, query) => {
    if (query !== asked) {
      asked = String(query)
      words = asked.split(' ')
    }
    const folded = `${foldForSearch(String(title))}\n${foldForSearch(String(text))}`
    return Number(words.every((word) => folded.includes(word)))
  })
}
