// Schema step 2: the journal of join requests with its history, and the last known open-channel dialogs.
import type { Migration } from '../migrate'

export const requestsAndDialogs: Migration = {
  version: 2,
  sql: `
    CREATE TABLE join_requests (
      id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      group_id TEXT,
      link TEXT,
      link_code TEXT,
      group_name TEXT NOT NULL,
      message TEXT,
      state TEXT NOT NULL,
      reason TEXT,
      can_withdraw INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      checked_at TEXT
    ) STRICT;
    CREATE INDEX join_requests_by_account ON join_requests (account_id, created_at DESC);

    CREATE TABLE join_request_history (
      request_id TEXT NOT NULL REFERENCES join_requests(id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      at TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      PRIMARY KEY (request_id, seq)
    ) STRICT;

    CREATE TABLE dialogs (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      chat_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      unread INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (account_id, chat_id)
    ) STRICT;
  `,
}
