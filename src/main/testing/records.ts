// Rows with every field filled in, for tests to vary.
import type { AccountId } from '../../shared/contract/common'
import type { Group } from '../../shared/contract/groups'
import type { AccountRecord } from '../store/accounts-repository'
import type { OutboxRecord } from '../store/outbox-rows'
import type { JoinRequestRecord } from '../store/requests-repository'

export const accountId = (id: string): AccountId => id as AccountId

export function accountRecord(id: string, fields: Partial<AccountRecord> = {}): AccountRecord {
  return {
    id: accountId(id),
    identityKey: `key-${id}`,
    network: 'bitrix24',
    label: `Account ${id}`,
    host: 'portal.example',
    userId: '7',
    userName: 'Ann Clark',
    color: '#2f80ed',
    health: 'ok',
    missingScopes: [],
    ports: ['groups', 'requests', 'openlines', 'messages'],
    practice: false,
    notifications: { toast: true, sound: true, preview: true, badge: true, doNotDisturb: false },
    unread: 0,
    settings: {},
    createdAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  }
}

export function group(id: string, groupId: string, fields: Partial<Group> = {}): Group {
  return {
    accountId: accountId(id),
    groupId,
    name: `Group ${groupId}`,
    relation: 'none',
    kind: 'group',
    joinRule: 'approval',
    memberCount: 3,
    archived: false,
    ...fields,
  }
}

export function joinRequest(id: string, fields: Partial<JoinRequestRecord> = {}): JoinRequestRecord {
  const at = '2026-01-10T00:00:00.000Z'
  return {
    id,
    accountId: accountId('a'),
    groupName: 'Sales',
    state: 'pending',
    createdAt: at,
    updatedAt: at,
    canWithdraw: false,
    history: [
      { at, state: 'checking' },
      { at, state: 'sending' },
      { at, state: 'pending' },
    ],
    ...fields,
  }
}

export const LINE_CODE = 'ab588e1fe813f484cb2b6fa26be0c5f5'

export function outboxItem(id: string, fields: Partial<OutboxRecord> = {}): OutboxRecord {
  const at = '2026-01-10T00:00:00.000Z'
  return {
    id,
    accountId: accountId('a'),
    host: 'portal.example',
    target: { kind: 'dialog', dialogId: 'chat1' },
    targetKey: 'dialog:chat1',
    targetTitle: 'Chat 1',
    text: 'hello',
    urlPreview: true,
    state: 'queued',
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    ...fields,
  }
}
