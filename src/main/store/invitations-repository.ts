// Invitations to groups, as last seen of each account. Which of these groups are in the directory is its matter.
import type { AccountId } from '../../shared/contract/common'
import type { Invitation } from '../../shared/contract/requests'
import type { Database } from './database'
import { integer, optionalText, orNull, text, type Row } from './rows'

export interface InvitationsRepository {
  /** Those to groups that the directory does not have, over all accounts. */
  outside(): Invitation[]
  of(accountId: AccountId): Invitation[]
  /** How many wait, by account: groups of the directory that invite me, and the others. */
  counts(): ReadonlyMap<string, number>
  /** All of one account, in place of what was kept. */
  replace(accountId: AccountId, invitations: readonly Invitation[]): void
  /** An unknown one is no error. */
  remove(accountId: AccountId, groupId: string): void
}

export function createInvitationsRepository(db: Database): InvitationsRepository {
  const outside = db.prepare(
    `SELECT * FROM invitations AS i WHERE NOT EXISTS
       (SELECT 1 FROM groups AS g WHERE g.account_id = i.account_id AND g.group_id = i.group_id)
     ORDER BY account_id, group_id`,
  )
  const all = db.prepare('SELECT * FROM invitations WHERE account_id = ? ORDER BY group_id')
  const counts = db.prepare(
    `SELECT account_id, count(*) AS items FROM (
       SELECT account_id FROM groups WHERE relation = 'invited' AND archived = 0
       UNION ALL
       SELECT account_id FROM invitations AS i WHERE NOT EXISTS
         (SELECT 1 FROM groups AS g WHERE g.account_id = i.account_id AND g.group_id = i.group_id))
     GROUP BY account_id`,
  )
  const insert = db.prepare('INSERT INTO invitations (account_id, group_id, name) VALUES (?, ?, ?)')
  const clear = db.prepare('DELETE FROM invitations WHERE account_id = ?')
  const remove = db.prepare('DELETE FROM invitations WHERE account_id = ? AND group_id = ?')
  return {
    outside: () => outside.all().map(fromRow),
    counts: () => new Map(counts.all().map((row) => [text(row, 'account_id'), integer(row, 'items')])),
    of: (accountId) => all.all(accountId).map(fromRow),
    replace(accountId, invitations) {
      db.transaction(() => {
        clear.run(accountId)
        for (const { groupId, name } of invitations) insert.run(accountId, groupId, orNull(name))
      })
    },
    remove(accountId, groupId) {
      remove.run(accountId, groupId)
    },
  }
}

function fromRow(row: Row): Invitation {
  const name = optionalText(row, 'name')
  const known = { accountId: text(row, 'account_id') as AccountId, groupId: text(row, 'group_id') }
  return name === undefined ? known : { ...known, name }
}
