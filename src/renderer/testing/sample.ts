// Sample things for renderer tests and the page over a fake door.
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import type { OutputOf } from '../../shared/contract'

export type Account = OutputOf<'accounts.list'>[number]
export type Group = OutputOf<'groups.search'>['items'][number]
export type GroupDetails = OutputOf<'groups.get'>
export type BulkAsk = OutputOf<'requests.sendMany'>
export type Dialog = OutputOf<'openlines.get'>
export type JoinRequest = OutputOf<'requests.list'>[number]
export type IncomingRequest = OutputOf<'requests.incoming'>[number]
export type Template = OutputOf<'templates.list'>[number]
export type OutboxItem = OutputOf<'outbox.list'>[number]
export type MessageCheck = OutputOf<'messages.check'>

export const accountId = (id: string): Account['id'] => id as Account['id']

export function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id: accountId(id),
    network: 'bitrix24',
    label: id,
    host: `${id}.bitrix24.ru`,
    userId: '1',
    userName: 'Анна Петрова',
    color: '#0075ff',
    health: 'ok',
    missingScopes: [],
    ports: ['groups', 'requests', 'openlines', 'messages'],
    practice: false,
    notifications: { toast: true, sound: false, preview: true, badge: true, doNotDisturb: false },
    unread: 0,
    ...more,
  }
}

export function group(id: string, more: Partial<Group> = {}): Group {
  return {
    accountId: accountId('acme'),
    groupId: id,
    name: `Группа ${id}`,
    relation: 'none',
    kind: 'group',
    joinRule: 'approval',
    memberCount: 24,
    archived: false,
    ...more,
  }
}

export function groupDetails(id: string, more: Partial<GroupDetails> = {}): GroupDetails {
  return { ...group(id), members: [], canLeave: false, canEditLink: false, ...more }
}

export function bulkAsk(more: Partial<BulkAsk> = {}): BulkAsk {
  return { id: 'bulk', state: 'running', createdAt: '2026-11-20T10:00:00.000Z', items: [], ...more }
}

export function dialog(chatId: string, more: Partial<Dialog> = {}): Dialog {
  return { accountId: accountId('acme'), chatId, status: 'waiting', title: `Client ${chatId}`, unread: 0, ...more }
}

export function joinRequest(id: string, more: Partial<JoinRequest> = {}): JoinRequest {
  return {
    id,
    accountId: accountId('acme'),
    groupName: `Группа ${id}`,
    state: 'pending',
    createdAt: '2026-11-18T09:00:00.000Z',
    updatedAt: '2026-11-18T09:00:00.000Z',
    canWithdraw: false,
    history: [{ at: '2026-11-18T09:00:00.000Z', state: 'pending' }],
    ...more,
  }
}

/** Somebody who asks to join group 9. */
export function incomingRequest(id: string, more: Partial<IncomingRequest> = {}): IncomingRequest {
  return {
    accountId: accountId('acme'),
    requestId: id,
    groupId: '9',
    groupName: 'CRM support line A',
    userName: `Пётр ${id}`,
    state: 'waiting',
    askedAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    ...more,
  }
}

export function template(id: string, more: Partial<Template> = {}): Template {
  return { id, kind: 'request', name: id, text: `Text of ${id}`, updatedAt: '2026-11-20T08:00:00.000Z', ...more }
}

export function outboxItem(id: string, more: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id,
    accountId: accountId('acme'),
    target: { kind: 'network', lineCode: 'a'.repeat(32), userId: '7' },
    targetTitle: 'Ольга Николаева',
    text: 'Здравствуйте!',
    urlPreview: true,
    state: 'queued',
    attempts: 0,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    ...more,
  }
}

export function messageCheck(more: Partial<MessageCheck> = {}): MessageCheck {
  return {
    canSend: true,
    problems: [],
    warnings: [],
    sizes: {
      textChars: 10,
      textLimit: 20000,
      attachBytes: 0,
      keyboardBytes: 0,
      warnBytes: 30000,
      attachChars: 0,
      keyboardChars: 0,
      blockChars: 60000,
    },
    slot: { state: 'free' },
    ...more,
  }
}

export const SETTINGS: OutputOf<'settings.get'> = {
  ...DEFAULT_SETTINGS,
  language: 'en',
  theme: 'light',
  sendWith: 'ctrlEnter',
}

export const APP_INFO: OutputOf<'settings.appInfo'> = {
  version: '0.1.0',
  platform: 'linux',
  packaged: false,
  systemLanguage: 'en',
}

export const VAULT: OutputOf<'vault.status'> = {
  state: 'unlocked',
  slots: ['os'],
  keyringAvailable: true,
  retryAfterMs: 0,
}
