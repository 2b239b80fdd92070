// News that was told: the latest of it, with what of it is unseen. A place is kept as JSON with its keys in order, so that
// equal places are equal texts. Knows no rule about what is told.
import type { AccountId } from '../../shared/contract/common'
import type { Notice } from '../../shared/contract/notices'
import type { Place } from '../../shared/contract/links'
import type { NoticeKind } from '../../shared/domain/states'
import type { Database } from './database'
import { integer, json, optionalText, text, type Row } from './rows'

export interface NewNotice extends Notice {
  /** Not shown because nothing was to be told just then. */
  readonly held: boolean
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
  /** How many are unseen, by account. */
  unseen(): { accountId: AccountId; count: number }[]
  /** Of the news that was not shown what is still unseen, by account; from now on it counts as shown. */
  takeHeld(): ReadonlyMap<AccountId, number>
}

export function createNoticesRepository(db: Database): NoticesRepository {
  const sql = statements(db)
  return {
    list: () => sql.all.all().map(fromRow),
    get(id) {
      const row = sql.byId.get(id)
      return row === undefined ? undefined : fromRow(row)
    },
    add: (notice) =>
      db.transaction(() => {
        const place = placeKey(notice.place)
        const gone = sql.replaced.all(place, notice.kind, notice.accountId).map(idOf)
        const { id, accountId, kind, title, body, at } = notice
        const seenAt = notice.seen ? at : null
        sql.insert.run({ id, accountId, kind, title, body, place, at, seenAt, held: Number(notice.held) })
        return gone
      }),
    prune: (before, keep) => db.transaction(() => [...sql.old.all(before), ...sql.beyond.all(keep)].map(idOf)),
    markSeen: (which, at) =>
      db.transaction(() => {
        if (which === undefined) return sql.seeAll.all(at).map(fromRow)
        const byPlace = which.place === undefined ? [] : sql.seePlace.all(at, placeKey(which.place))
        return [...(which.ids ?? []).flatMap((id) => sql.seeOne.all(at, id)), ...byPlace].map(fromRow)
      }),
    remove: (ids) =>
      db.transaction(() =>
        (ids === undefined ? sql.removeAll.all() : ids.flatMap((id) => sql.removeOne.all(id))).map(idOf),
      ),
    unseen: () =>
      sql.unseen.all().map((row) => ({
        accountId: text(row, 'account_id') as AccountId,
        count: integer(row, 'count'),
      })),
    takeHeld: () =>
      db.transaction(() => {
        const counts = sql.held
          .all()
          .map((row) => [text(row, 'account_id') as AccountId, integer(row, 'count')] as const)
        sql.release.run()
        return new Map(counts)
      }),
  }
}

/** What a place is called says nothing about which it is: a group or a conversation may be renamed. */
const SAME_PLACE = `json_remove(place, '$.title') = json_remove(?, '$.title')`

function statements(db: Database) {
  return {
    all: db.prepare('SELECT * FROM notices ORDER BY seq DESC'),
    byId: db.prepare('SELECT * FROM notices WHERE id = ?'),
    insert: db.prepare(
      `INSERT INTO notices (id, account_id, kind, title, body, place, at, seen_at, held)
       VALUES (:id, :accountId, :kind, :title, :body, :place, :at, :seenAt, :held)`,
    ),
    replaced: db.prepare(
      `DELETE FROM notices WHERE ${SAME_PLACE} AND kind = ? AND account_id = ? AND seen_at IS NULL RETURNING id`,
    ),
    old: db.prepare('DELETE FROM notices WHERE at < ? RETURNING id'),
    beyond: db.prepare(
      `DELETE FROM notices WHERE seq <= (SELECT seq FROM notices ORDER BY seq DESC LIMIT 1 OFFSET ?) RETURNING id`,
    ),
    seeAll: db.prepare('UPDATE notices SET seen_at = ? WHERE seen_at IS NULL RETURNING *'),
    seeOne: db.prepare('UPDATE notices SET seen_at = ? WHERE id = ? AND seen_at IS NULL RETURNING *'),
    seePlace: db.prepare(`UPDATE notices SET seen_at = ? WHERE seen_at IS NULL AND ${SAME_PLACE} RETURNING *`),
    removeAll: db.prepare('DELETE FROM notices RETURNING id'),
    removeOne: db.prepare('DELETE FROM notices WHERE id = ? RETURNING id'),
    unseen: db.prepare(`SELECT account_id, COUNT(*) AS count FROM notices WHERE seen_at IS NULL GROUP BY account_id`),
    held: db.prepare(
      `SELECT account_id, COUNT(*) AS count FROM notices WHERE held = 1 AND seen_at IS NULL GROUP BY account_id`,
    ),
    release: db.prepare('UPDATE notices SET held = 0 WHERE held = 1'),
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
