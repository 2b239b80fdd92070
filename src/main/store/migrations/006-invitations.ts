// Schema step 6: groups that invite me and are in no list of groups: secret ones, and those not read yet.
import type { Migration } from '../migrate'

export const invitations: Migration = {
  version: 6,
  sql: `
    CREATE TABLE invitations (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      group_id TEXT NOT NULL,
      name TEXT,
      PRIMARY KEY (account_id, group_id)
    ) STRICT;
  `,
}
