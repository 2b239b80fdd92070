// News that was told: the latest of it, with what of it is unseen. A place is kept as JSON with its keys in order, so that
// equal places are equal texts. Knows no rule about what is told.
import type { AccountId } from '../../shared/contract/common'
import type { Notice } from '../../shared/contract/notices'
import type { Place } from '../../shared/contract/links'
import type { NoticeKind } from '../../shared/domain/states'
import type { Database } from './database'
import { json, optionalText, text, type Row } from './rows'

export interface NewNotice extends Omit<Notice, 'seen'> {
  readonly seenAt?: string | undefined
  /** Not shown because nothing was to be told just then. */
  readonly held: boolean
}

/** How many of a kind are unseen in an account. */
export interface UnseenCount {
  readonly accountId: AccountId
  readonly kind: NoticeKind
  readonly count: number
}

export interface NoticesRepository {
  /** The latest first, in the order they came, whatever the clock said. */
  list(): Notice[]
  get(id: string): Notice | undefined
  /** Unseen news of the same kind about the same place makes room; answers the ids of it. */
  add(notice: NewNotice): string[]
  /** Forgets what is older than `before` (ISO) and all but the latest `keep`; answers the ids. */
  prune(before: string, keep: number): string[]
  /** Answers those that were unseen, as they are now. */
  markSeen(which: { readonly ids?: readonly string[]; readonly place?: Place } | undefined, at: string): Notice[]
  /** Forgets these, or all; answers the ids. */
  remove(ids?: readonly string[]): string[]
  unseen(): UnseenCount[]
  /** Of the news that was not shown what is still unseen, by account; from now on it counts as shown. */
  takeHeld(): ReadonlyMap<AccountId, number>
}

export function createNoticesRepository(db: Database): NoticesRepository {
  const all = db.prepare('SELECT * FROM notices ORDER BY seq DESC')
  const byId = db.prepare('SELECT * FROM notices WHERE id = ?')
  const insert = db.prepare(
    `INSERT INTO notices (id, account_id, kind, title, body, place, at, seen_at, held)
     VALUES (:id, :accountId, :kind, :title, :body, :place, :at, :seenAt, :held)`,
  )
  const replaced = db.prepare(
    `DELETE FROM notices WHERE place = ? AND kind = ? AND account_id = ? AND seen_at IS NULL RETURNING id`,
  )
  const old = db.prepare('DELETE FROM notices WHERE at < ? RETURNING id')
  const beyond = db.prepare(
    `DELETE FROM notices WHERE seq <= (SELECT seq FROM notices ORDER BY seq DESC LIMIT 1 OFFSET ?) RETURNING id`,
  )
  const seeAll = db.prepare('UPDATE notices SET seen_at = ? WHERE seen_at IS NULL RETURNING *')
  const seeOne = db.prepare('UPDATE notices SET seen_at = ? WHERE id = ? AND seen_at IS NULL RETURNING *')
  const seePlace = db.prepare('UPDATE notices SET seen_at = ? WHERE place = ? AND seen_at IS NULL RETURNING *')
  const removeAll = db.prepare('DELETE FROM notices RETURNING id')
  const removeOne = db.prepare('DELETE FROM notices WHERE id = ? RETURNING id')
  const unseen = db.prepare(
    `SELECT account_id, kind, COUNT(*) AS count FROM notices WHERE seen_at IS NULL GROUP BY account_id, kind`,
  )
  const held = db.prepare(
    `SELECT account_id, COUNT(*) AS count FROM notices WHERE held = 1 AND seen_at IS NULL GROUP BY account_id`,
  )
  const release = db.prepare('UPDATE notices SET held = 0 WHERE held = 1')
  return {
    list: () => all.all().map(fromRow),
    get(id) {
      const row = byId.get(id)
      return row === undefined ? undefined : fromRow(row)
    },
    add: (notice) =>
      db.transaction(() => {
        const place = placeKey(notice.place)
        const gone = replaced.all(place, notice.kind, notice.accountId).map(idOf)
        const { id, accountId, kind, title, body, at } = notice
        const seenAt = notice.seenAt ?? null
        insert.run({ id, accountId, kind, title, body, place, at, seenAt, held: Number(notice.held) })
        return gone
      }),
    prune: (before, keep) => db.transaction(() => [...old.all(before), ...beyond.all(keep)].map(idOf)),
    markSeen: (which, at) =>
      db.transaction(() => {
        if (which === undefined) return seeAll.all(at).map(fromRow)
        const byPlace = which.place === undefined ? [] : seePlace.all(at, placeKey(which.place))
        return [...(which.ids ?? []).flatMap((id) => seeOne.all(at, id)), ...byPlace].map(fromRow)
      }),
    remove: (ids) =>
      db.transaction(() => (ids === undefined ? removeAll.all() : ids.flatMap((id) => removeOne.all(id))).map(idOf)),
    unseen: () =>
      unseen.all().map((row) => ({
        accountId: text(row, 'account_id') as AccountId,
        kind: text(row, 'kind') as NoticeKind,
        count: Number(row['count']),
      })),
    takeHeld: () =>
      db.transaction(() => {
        const counts = held.all().map((row) => [text(row, 'account_id') as AccountId, Number(row['count'])] as const)
        release.run()
        return new Map(counts)
      }),
  }
}

const idOf = (row: Row): string => text(row, 'id')

function placeKey(place: Place): string {
  return JSON.stringify(place, keysOf(place).toSorted())
}

/** Names of all fields, those within included: what `JSON.stringify` is to keep, in that order. */
function keysOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...(typeof inner === 'object' && inner !== null ? keysOf(inner as object) : []),
  ])
}

function fromRow(row: Row): Notice {
  return {
    id: idOf(row),
    accountId: text(row, 'account_id') as AccountId,
    kind: text(row, 'kind') as NoticeKind,
    title: text(row, 'title'),
    body: text(row, 'body'),
    place: json(row, 'place') as unknown as Place,
    at: text(row, 'at'),
    seen: optionalText(row, 'seen_at') !== undefined,
  }
}
