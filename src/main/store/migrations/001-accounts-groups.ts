// Schema step 1: who the user is where, and the groups each account can see.
import type { Migration } from '../migrate'

export const accountsAndGroups: Migration = {
  version: 1,
  sql: `
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      network TEXT NOT NULL,
      identity_key TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      host TEXT NOT NULL,
      user_id TEXT NOT NULL,
      user_name TEXT NOT NULL,
      handle TEXT,
      color TEXT NOT NULL,
      position INTEGER NOT NULL,
      practice INTEGER NOT NULL,
      missing_scopes TEXT NOT NULL,
      ports TEXT NOT NULL,
      settings TEXT NOT NULL,
      notifications TEXT NOT NULL,
      health TEXT NOT NULL,
      health_reason TEXT,
      health_until TEXT,
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE groups (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      group_id TEXT NOT NULL,
      name TEXT NOT NULL,
      name_folded TEXT NOT NULL,
      description TEXT,
      relation TEXT NOT NULL,
      kind TEXT NOT NULL,
      join_rule TEXT NOT NULL,
      member_count INTEGER NOT NULL,
      member_limit INTEGER,
      archived INTEGER NOT NULL,
      owner_name TEXT,
      topic TEXT,
      keywords TEXT,
      active_at TEXT,
      created_at TEXT,
      locked INTEGER,
      search TEXT NOT NULL,
      sync_run INTEGER NOT NULL,
      PRIMARY KEY (account_id, group_id)
    ) STRICT;
    CREATE INDEX groups_by_activity ON groups (active_at DESC, account_id, group_id);

    CREATE TABLE group_sync (
      account_id TEXT PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
      run INTEGER NOT NULL,
      state TEXT NOT NULL,
      loaded INTEGER NOT NULL,
      total INTEGER,
      finished_at TEXT,
      reason TEXT
    ) STRICT;

    CREATE TABLE key_values (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
  `,
}
