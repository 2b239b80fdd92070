// Things to look at: names, texts and dates of many lengths and scripts.
import { account, accountId, dialog, group, joinRequest, outboxItem } from '../../../src/renderer/testing/sample'
import type { Account, Dialog, Group, JoinRequest, OutboxItem } from '../../../src/renderer/testing/sample'

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

export const ACCOUNTS: Account[] = [
  account('acme', { label: 'Acme', unread: 12 }),
  account('nord', { label: 'nord-logistics', host: 'nord-logistics.bitrix24.com', color: '#00a74c', unread: 3 }),
  account('studio', {
    label: 'studio',
    host: 'studio.example.org',
    color: '#7b61ff',
    health: 'limited',
    healthReason: 'bitrix24.queryLimit',
    missingScopes: ['imopenlines', 'user_brief'],
    practice: true,
  }),
  account('anna', {
    label: '@anna.bsky.social',
    host: 'bsky.social',
    network: 'bluesky',
    handle: 'anna.bsky.social',
    color: '#d6336c',
    unread: 1,
    ports: ['groups', 'requests', 'messages'],
  }),
]

const NAMED: Partial<Group>[] = [
  {
    name: 'Внедрение CRM',
    kind: 'project',
    activeAt: ago(5),
    description: 'План внедрения, вопросы интеграторов, еженедельный созвон по средам.',
    ownerName: 'Игорь Лебедев',
    topic: 'Внедрение',
    keywords: 'crm, bpm',
  },
  {
    name: 'CRM Partners Club',
    accountId: accountId('nord'),
    memberCount: 212,
    relation: 'requested',
    activeAt: ago(300),
  },
  { name: 'CRM и телефония', kind: 'scrum', memberCount: 9, relation: 'member', activeAt: ago(1500) },
  { name: 'CRM support line A', kind: 'collab', memberCount: 31, relation: 'owner', activeAt: ago(6000) },
  {
    name: 'Design CRM guild',
    accountId: accountId('anna'),
    kind: 'bluesky',
    memberCount: 48,
    memberLimit: 100,
    relation: 'invited',
    activeAt: ago(9000),
    ownerName: '@olga',
  },
  {
    name: 'Продажи CRM+ и очень длинное название группы, которое не помещается ни в какую строку списка',
    accountId: accountId('studio'),
    memberCount: 66,
    relation: 'moderator',
    activeAt: ago(20000),
  },
  { name: 'مجموعة العملاء CRM', memberCount: 12, joinRule: 'open', activeAt: ago(25000) },
  { name: 'crm-sandbox', archived: true, memberCount: 1 },
]
export const GROUPS: Group[] = [
  ...NAMED.map((more, index) => group(String(index), more)),
  ...Array.from({ length: 480 }, (_, index) =>
    group(String(100 + index), { name: `Группа проекта ${index + 1}`, activeAt: ago(30_000 + index * 60) }),
  ),
]

export const REQUESTS: JoinRequest[] = [
  joinRequest('r1', {
    groupName: 'CRM Partners Club',
    accountId: accountId('nord'),
    updatedAt: ago(2880),
    checkedAt: ago(10),
    message: 'Добрый день! Подключаюсь к интеграции.',
  }),
  joinRequest('r2', {
    groupName: 'Design CRM guild',
    accountId: accountId('anna'),
    updatedAt: ago(120),
    canWithdraw: true,
  }),
  joinRequest('r3', {
    groupName: 'Внедрение 1С',
    state: 'joined',
    updatedAt: ago(1600),
    history: [
      { at: ago(3000), state: 'sending' },
      { at: ago(2999), state: 'pending' },
      { at: ago(1600), state: 'joined' },
    ],
  }),
  joinRequest('r4', { groupName: 'Ops room', accountId: accountId('anna'), state: 'ended', updatedAt: ago(5000) }),
  joinRequest('r5', { groupName: 'Финансы', accountId: accountId('studio'), state: 'unknown', updatedAt: ago(30) }),
  joinRequest('r6', {
    groupName: 'Совет директоров',
    state: 'failed',
    reason: 'requests.cannotRequest',
    updatedAt: ago(45),
  }),
]

export const DIALOGS: Dialog[] = [
  dialog('101', {
    title: 'Мария К.',
    channel: 'Telegram',
    lineName: 'Поддержка',
    lastText: 'Здравствуйте! Не приходит [b]счёт[/b] за октябрь, проверьте, пожалуйста',
    waitingSince: ago(4),
    unread: 2,
  }),
  dialog('102', {
    title: 'Client 2081',
    accountId: accountId('nord'),
    channel: 'WebChat',
    lineName: 'Sales',
    lastText: 'Do you ship to Kazakhstan?',
    waitingSince: ago(11),
  }),
  dialog('103', { title: 'Олег', channel: 'VK', lineName: 'Поддержка', lastText: 'Добрый день', waitingSince: ago(0) }),
  dialog('104', {
    title: 'ООО «Ветер»',
    accountId: accountId('studio'),
    status: 'mine',
    joined: true,
    channel: 'Telegram',
    lastText: 'отправил договор',
    lastFromMe: true,
    activeAt: ago(2),
  }),
  dialog('105', {
    title: 'Dana',
    accountId: accountId('nord'),
    status: 'mine',
    joined: true,
    channel: 'WhatsApp',
    lastText: 'thanks, one more thing',
    waitingSince: ago(6),
  }),
  dialog('106', {
    title: 'Иван Смирнов',
    status: 'answered',
    operatorId: '9',
    operatorName: 'Пётр Орлов',
    channel: 'WebChat',
    lastText: 'хорошего дня!',
    lastFromMe: true,
    activeAt: ago(60),
  }),
]

export const MESSAGES = [
  {
    id: 'm1',
    authorId: 'c1',
    authorName: 'Мария К.',
    kind: 'customer',
    text: 'Здравствуйте! Не приходит [b]счёт[/b] за октябрь, проверьте, пожалуйста: [url=https://example.org/very/long/address]счёт[/url]',
    at: ago(5),
  },
  { id: 'm2', authorId: 'c1', authorName: 'Мария К.', kind: 'customer', text: 'Договор № 1184', at: ago(5) },
  { id: 'm3', kind: 'system', text: 'Диалог попал в очередь «Поддержка». Его ещё никто не взял.', at: ago(4) },
  { id: 'm4', authorId: '1', kind: 'me', text: '>>Договор № 1184\nСмотрю.', at: ago(3) },
] as const

export const OUTBOX: OutboxItem[] = [
  outboxItem('o1', {
    state: 'needsDecision',
    evidence: { attemptedAt: ago(20), phase: 'unknown', detail: 'net.timeout' },
    updatedAt: ago(19),
    createdAt: ago(20),
  }),
  outboxItem('o2', {
    state: 'failed',
    reason: 'messages.weeklyLimit',
    targetTitle: 'John Smith',
    accountId: accountId('nord'),
    text: 'The module update comes on Thursday.',
    updatedAt: ago(9),
    createdAt: ago(10),
  }),
  outboxItem('o3', { state: 'queued', notBefore: new Date(Date.now() + 3_600_000).toISOString(), createdAt: ago(3) }),
  outboxItem('o4', { state: 'sent', sentAt: ago(100), createdAt: ago(101), updatedAt: ago(100) }),
]
