// Schema step 4: a reading of groups that can go on where it stopped, pictures, saved filters, templates, askings of
// several groups, and the requests others make to groups of mine with my decisions about them.
import type { Migration } from '../migrate'

export const directoryAndDecisions: Migration = {
  version: 4,
  sql: `
    -- Where a broken-off reading goes on (the network's own words), and when everything was last read.
    ALTER TABLE group_sync ADD COLUMN cursor TEXT;
    ALTER TABLE group_sync ADD COLUMN mode TEXT;
    ALTER TABLE group_sync ADD COLUMN full_at TEXT;

    ALTER TABLE groups ADD COLUMN avatar TEXT;
    CREATE INDEX groups_by_run ON groups (account_id, sync_run);
    CREATE INDEX groups_by_relation ON groups (relation, account_id) WHERE relation <> 'none';

    CREATE TABLE avatars (
      key TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      url TEXT NOT NULL
    ) STRICT;

    CREATE TABLE saved_filters (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      query TEXT NOT NULL
    ) STRICT;

    CREATE TABLE templates (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      text TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE bulk_asks (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      message TEXT,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE bulk_ask_items (
      bulk_id TEXT NOT NULL REFERENCES bulk_asks(id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      account_id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      group_name TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      request_id TEXT,
      PRIMARY KEY (bulk_id, seq)
    ) STRICT;

    CREATE TABLE incoming_requests (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      request_id TEXT NOT NULL,
      group_id TEXT NOT NULL,
      group_name TEXT NOT NULL,
      user_id TEXT,
      user_name TEXT NOT NULL,
      user_handle TEXT,
      avatar TEXT,
      message TEXT,
      asked_at TEXT,
      state TEXT NOT NULL,
      decision TEXT,
      held_until TEXT,
      reason TEXT,
      updated_at TEXT NOT NULL,
      PRIMARY KEY (account_id, request_id)
    ) STRICT;
  `,
}
