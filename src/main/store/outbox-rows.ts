// Outbox items to and from their rows: what never changes apart from what does.
import type { SQLInputValue } from 'node:sqlite'
import type { AccountId, JsonValue } from '../../shared/contract/common'
import type { MessageTarget } from '../../shared/contract/messages'
import type { OutboxItem } from '../../shared/contract/outbox'
import { flag, integer, json, optionalInteger, optionalJson, optionalText, orNull, text, type Row } from './rows'

/** A stored item: what the contract shows, and what the scheduler needs. */
export interface OutboxRecord extends Omit<OutboxItem, 'stale'> {
  readonly targetKey: string
  /** Portal host at the time of writing: weekly slots are kept by it. */
  readonly host: string
  readonly serverId?: string | undefined
  /** Since when it waits for the user's word, because it could have left for too long. */
  readonly staleSince?: string | undefined
  /** When the user last said that it may leave. */
  readonly confirmedAt?: string | undefined
}

type Columns = Record<string, SQLInputValue>

/** What is written once, when the message is journalled. */
export function fixedColumns(item: OutboxRecord): Columns {
  return {
    accountId: item.accountId,
    host: item.host,
    target: JSON.stringify(item.target),
    targetKey: item.targetKey,
    targetTitle: item.targetTitle,
    text: item.text,
    attach: jsonOrNull(item.attach),
    keyboard: jsonOrNull(item.keyboard),
    urlPreview: Number(item.urlPreview),
    fileId: orNull(item.file?.fileId),
    fileName: orNull(item.file?.name),
    fileSize: orNull(item.file?.size),
    batchId: orNull(item.batchId),
    createdAt: item.createdAt,
  }
}

/** What each step of the journal may change. */
export function changingColumns(item: OutboxRecord): Columns {
  return {
    id: item.id,
    state: item.state,
    reason: orNull(item.reason),
    evidenceAt: orNull(item.evidence?.attemptedAt),
    evidencePhase: orNull(item.evidence?.phase),
    evidenceCode: orNull(item.evidence?.detail),
    evidenceFound: orNull(item.evidence?.found),
    evidenceReadAt: orNull(item.evidence?.readAt),
    attempts: item.attempts,
    heldUntil: orNull(item.heldUntil),
    notBefore: orNull(item.notBefore),
    nextAttemptAt: orNull(item.nextAttemptAt),
    sentAt: orNull(item.sentAt),
    serverId: orNull(item.serverId),
    staleSince: orNull(item.staleSince),
    confirmedAt: orNull(item.confirmedAt),
    updatedAt: item.updatedAt,
  }
}

export function outboxFromRow(row: Row): OutboxRecord {
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id') as AccountId,
    host: text(row, 'host'),
    target: json(row, 'target') as unknown as MessageTarget,
    targetKey: text(row, 'target_key'),
    targetTitle: text(row, 'target_title'),
    text: text(row, 'text'),
    attach: optionalJson(row, 'attach'),
    keyboard: optionalJson(row, 'keyboard'),
    urlPreview: flag(row, 'url_preview'),
    file: fileFromRow(row),
    state: text(row, 'state') as OutboxItem['state'],
    reason: optionalText(row, 'reason') as OutboxItem['reason'],
    evidence: evidenceFromRow(row),
    attempts: integer(row, 'attempts'),
    heldUntil: optionalText(row, 'held_until'),
    notBefore: optionalText(row, 'not_before'),
    nextAttemptAt: optionalText(row, 'next_attempt_at'),
    sentAt: optionalText(row, 'sent_at'),
    serverId: optionalText(row, 'server_id'),
    batchId: optionalText(row, 'batch_id'),
    staleSince: optionalText(row, 'stale_since'),
    confirmedAt: optionalText(row, 'confirmed_at'),
    createdAt: text(row, 'created_at'),
    updatedAt: text(row, 'updated_at'),
  }
}

function fileFromRow(row: Row): OutboxItem['file'] {
  const fileId = optionalText(row, 'file_id')
  if (fileId === undefined) return undefined
  return { fileId, name: text(row, 'file_name'), size: optionalInteger(row, 'file_size') ?? 0 }
}

function evidenceFromRow(row: Row): OutboxItem['evidence'] {
  const attemptedAt = optionalText(row, 'evidence_at')
  if (attemptedAt === undefined) return undefined
  type Evidence = NonNullable<OutboxItem['evidence']>
  return {
    attemptedAt,
    phase: text(row, 'evidence_phase') as Evidence['phase'],
    detail: optionalText(row, 'evidence_code') as Evidence['detail'],
    found: optionalText(row, 'evidence_found') as Evidence['found'],
    readAt: optionalText(row, 'evidence_read_at'),
  }
}

function jsonOrNull(value: JsonValue | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
