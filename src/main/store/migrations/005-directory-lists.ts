// Schema step 5: the list of groups as it is first shown, before the search over it is ready: its order and its count
// are read along an index, over all accounts or within one, not from every row.
import type { Migration } from '../migrate'

export const directoryLists: Migration = {
  version: 5,
  sql: `
    DROP INDEX groups_by_activity;
    CREATE INDEX groups_by_activity ON groups (active_at DESC, name_folded);
    CREATE INDEX groups_by_account ON groups
      (account_id, active_at DESC, name_folded, archived, relation, kind, join_rule);
  `,
}
