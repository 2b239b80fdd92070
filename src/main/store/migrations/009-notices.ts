// Schema step 9: the news that was told, for the list of it. Gone with its account.
import type { Migration } from '../migrate'

export const notices: Migration = {
  version: 9,
  sql: `
    CREATE TABLE notices (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      place TEXT NOT NULL,
      at TEXT NOT NULL,
      seen_at TEXT,
      -- Not shown because nothing was to be told just then: counted once that is over.
      held INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notices_unseen ON notices (account_id, kind) WHERE seen_at IS NULL;
    CREATE INDEX notices_by_place ON notices (place);
  `,
}
