// Schema step 8: what reading back showed of a message whose answer was lost, beside when and how it was lost.
import type { Migration } from '../migrate'

export const outboxEvidence: Migration = {
  version: 8,
  sql: `
    ALTER TABLE outbox ADD COLUMN evidence_found TEXT;
    -- When the place was last looked at.
    ALTER TABLE outbox ADD COLUMN evidence_read_at TEXT;
  `,
}
