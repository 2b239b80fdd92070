// Schema step 10: files that go along with messages. Their bytes are beside the database, one file each.
import type { Migration } from '../migrate'

export const files: Migration = {
  version: 10,
  sql: `
    CREATE TABLE kept_files (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      -- Bytes.
      size INTEGER NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    -- The name and size stay with the message when the bytes are gone.
    ALTER TABLE outbox ADD COLUMN file_id TEXT;
    ALTER TABLE outbox ADD COLUMN file_name TEXT;
    ALTER TABLE outbox ADD COLUMN file_size INTEGER;
    CREATE INDEX outbox_by_file ON outbox (file_id, state) WHERE file_id IS NOT NULL;
  `,
}
