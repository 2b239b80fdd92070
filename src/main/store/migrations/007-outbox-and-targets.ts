// Schema step 7: batches and old queues in the outbox, where one wrote lately, and which lines a portal has joined.
import type { Migration } from '../migrate'

export const outboxAndTargets: Migration = {
  version: 7,
  sql: `
    ALTER TABLE outbox ADD COLUMN batch_id TEXT;
    -- Since when the message waits for the user's word because it has been queued for too long.
    ALTER TABLE outbox ADD COLUMN stale_since TEXT;
    -- When the user last said that it may leave: age counts from here.
    ALTER TABLE outbox ADD COLUMN confirmed_at TEXT;
    CREATE INDEX outbox_by_state ON outbox (state, seq);

    CREATE TABLE recent_targets (
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      target_key TEXT NOT NULL,
      target TEXT NOT NULL,
      title TEXT NOT NULL,
      kind TEXT NOT NULL,
      hint TEXT,
      uses INTEGER NOT NULL,
      last_used_at TEXT NOT NULL,
      PRIMARY KEY (account_id, target_key)
    ) STRICT;

    ALTER TABLE network_lines ADD COLUMN joined INTEGER;
    -- Whether the portal confirmed the message of that time, or it is our reckoning: only the former proves anything.
    ALTER TABLE network_slots ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
  `,
}
