// Schema step 5: the list of groups as it is first shown, before the search over it is ready: its order and its count
// are read from indexes alone, not from every row.
import type { Migration } from '../migrate'

export const directoryLists: Migration = {
  version: 5,
  sql: `
    DROP INDEX groups_by_activity;
    CREATE INDEX groups_by_activity ON groups (active_at DESC, name_folded);
    CREATE INDEX groups_by_facets ON groups (account_id, archived, relation, kind, join_rule);
  `,
}
