// Schema step 3: the outbox with every attempt, drafts, and what is known of open channels and their weekly slots.
// The outbox does not cascade with the account: a message that never left must stay visible when its account goes.
import type { Migration } from '../migrate'

export const outboxAndMessages: Migration = {
  version: 3,
  sql: `
    CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL,
      host TEXT NOT NULL,
      target TEXT NOT NULL,
      target_key TEXT NOT NULL,
      target_title TEXT NOT NULL,
      text TEXT NOT NULL,
      attach TEXT,
      keyboard TEXT,
      url_preview INTEGER NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      evidence_at TEXT,
      evidence_phase TEXT,
      evidence_code TEXT,
      attempts INTEGER NOT NULL,
      held_until TEXT,
      not_before TEXT,
      next_attempt_at TEXT,
      sent_at TEXT,
      server_id TEXT,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outbox_unfinished ON outbox (seq) WHERE state IN ('held', 'queued', 'sending');
    CREATE INDEX outbox_by_account ON outbox (account_id, seq);

    CREATE TABLE outbox_attempts (
      item_id TEXT NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
      attempt INTEGER NOT NULL,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      outcome TEXT,
      code TEXT,
      PRIMARY KEY (item_id, attempt)
    ) STRICT;

    CREATE TABLE drafts (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      target_key TEXT NOT NULL,
      body TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      PRIMARY KEY (account_id, target_key)
    ) STRICT;

    CREATE TABLE network_lines (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      line_code TEXT NOT NULL,
      name TEXT NOT NULL,
      last_used_at TEXT,
      PRIMARY KEY (account_id, line_code)
    ) STRICT;

    -- By portal host, not by account: the slot belongs to the recipient and the line, whoever of mine writes.
    CREATE TABLE network_slots (
      host TEXT NOT NULL,
      line_code TEXT NOT NULL,
      user_id TEXT NOT NULL,
      last_sent_at TEXT NOT NULL,
      unlimited INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (host, line_code, user_id)
    ) STRICT;
  `,
}
