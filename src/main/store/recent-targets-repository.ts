// Where each account has written, how often and when last: what the pickers offer first. Knows no network.
import type { AccountId } from '../../shared/contract/common'
import type { MessageTarget, TargetHit } from '../../shared/contract/messages'
import { messageTargetFallbackTitle, messageTargetKey } from '../../shared/domain/target-key'
import type { Database } from './database'
import { integer, json, optionalText, orNull, text, type Row } from './rows'

export interface RecentTarget {
  readonly accountId: AccountId
  readonly target: MessageTarget
  readonly title: string
  readonly kind: TargetHit['kind']
  readonly hint?: string | undefined
  readonly uses: number
  readonly lastUsedAt: string
}

export interface RecentTargetsRepository {
  /** Of the given accounts, of all without any; the latest use first. */
  list(accountIds?: readonly AccountId[]): RecentTarget[]
  /**
   * Somebody wrote there at `at` (ISO): counted, and named as it is called now. A title that is only the target's id does
   * not replace a name; what kind of place it is stays as it was told first. Of each account the {@link KEPT_PER_ACCOUNT} used last are kept.
   */
  remember(accountId: AccountId, used: Place & { at: string }): void
  /** What a place that was written to is called and is now, as its service says. Counts as no use. */
  describe(accountId: AccountId, place: Place): void
}

type Place = Omit<RecentTarget, 'accountId' | 'uses' | 'lastUsedAt'>

export const KEPT_PER_ACCOUNT = 300

export function createRecentTargetsRepository(db: Database): RecentTargetsRepository {
  const all = db.prepare('SELECT * FROM recent_targets ORDER BY last_used_at DESC, account_id, target_key')
  const upsert = db.prepare(
    `INSERT INTO recent_targets (account_id, target_key, target, title, kind, hint, uses, last_used_at)
       VALUES (:account, :key, :target, :title, :kind, :hint, 1, :at)
     ON CONFLICT DO UPDATE SET title = CASE WHEN :named THEN excluded.title ELSE title END, hint = COALESCE(excluded.hint, hint), uses = uses + 1, last_used_at = MAX(last_used_at, excluded.last_used_at)
     RETURNING uses`,
  )
  const describe = db.prepare(
    `UPDATE recent_targets SET title = :title, kind = :kind, hint = COALESCE(:hint, hint)
     WHERE account_id = :account AND target_key = :key`,
  )
  const prune = db.prepare(
    `DELETE FROM recent_targets WHERE account_id = :account AND target_key NOT IN (SELECT target_key
       FROM recent_targets WHERE account_id = :account ORDER BY last_used_at DESC, uses DESC LIMIT ${KEPT_PER_ACCOUNT})`,
  )
  return {
    list: (accountIds) =>
      all
        .all()
        .map(fromRow)
        .filter(({ accountId }) => accountIds?.includes(accountId) ?? true),
    remember(account, { target, title, kind, hint, at }) {
      db.transaction(() => {
        const row = upsert.get({
          account,
          key: messageTargetKey(target),
          target: JSON.stringify(target),
          title,
          kind,
          hint: orNull(hint),
          at,
          named: Number(title !== messageTargetFallbackTitle(target)),
        })
        if (row?.['uses'] === 1) prune.run({ account })
      })
    },
    describe(account, { target, title, kind, hint }) {
      describe.run({ account, key: messageTargetKey(target), title, kind, hint: orNull(hint) })
    },
  }
}

function fromRow(row: Row): RecentTarget {
  return {
    accountId: text(row, 'account_id') as AccountId,
    target: json(row, 'target') as unknown as MessageTarget,
    title: text(row, 'title'),
    kind: text(row, 'kind') as RecentTarget['kind'],
    hint: optionalText(row, 'hint'),
    uses: integer(row, 'uses'),
    lastUsedAt: text(row, 'last_used_at'),
  }
}
