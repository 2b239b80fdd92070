// What the fake door answers about those who ask me, invitations, templates and join links: decided within seconds.
import { ok } from '../../../src/shared/contract/result'
import type { FakeHandlers } from '../../../src/renderer/testing/fake-bellhop'
import { accountId, incomingRequest, template } from '../../../src/renderer/testing/sample'
import type { IncomingRequest } from '../../../src/renderer/testing/sample'

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const HOLD_MS = 5000

const ASKING: IncomingRequest[] = [
  incomingRequest('1', { userName: 'Пётр Орлов', message: 'Хочу помогать на линии', askedAt: ago(40) }),
  incomingRequest('2', { userName: 'Sara Kim', askedAt: ago(200) }),
  incomingRequest('3', {
    userName: 'Константин Константинопольский-Задунайский, региональный представитель',
    askedAt: ago(9000),
    message: `Здравствуйте!\n\n${'Длинное сообщение о том, зачем всё это нужно. '.repeat(12)}`,
  }),
  incomingRequest('4', {
    accountId: accountId('anna'),
    groupId: 'g',
    groupName: 'Design CRM guild and everybody who ever wanted to talk about it at length',
    userName: 'Kai',
    userHandle: 'kai.bsky.social',
    askedAt: ago(3),
  }),
  incomingRequest('5', { userName: 'Mia Wolf', state: 'failed', decision: 'approve', reason: 'requests.full' }),
  incomingRequest('6', { userName: 'Ли Вэй', state: 'unknown', decision: 'decline' }),
  incomingRequest('7', { userName: 'Olga', state: 'approved', decision: 'approve', updatedAt: ago(30) }),
  incomingRequest('8', { userName: 'Игорь', state: 'declined', decision: 'decline', updatedAt: ago(60) }),
  incomingRequest('9', { userName: 'Anna', state: 'gone', updatedAt: ago(90) }),
]

export function asksMeHandlers(changed: (upsert: IncomingRequest[]) => void): FakeHandlers {
  let items = ASKING
  const put = (id: string, more: Partial<IncomingRequest>): IncomingRequest => {
    items = items.map((each) =>
      each.requestId === id ? { ...each, ...more, updatedAt: new Date().toISOString() } : each,
    )
    return items.find(({ requestId }) => requestId === id) ?? incomingRequest(id)
  }
  const decide = (id: string, approve: boolean): IncomingRequest => {
    setTimeout(() => {
      const held = items.find(({ requestId, state }) => requestId === id && state === 'held')
      if (held) changed([put(id, { state: approve ? 'approved' : 'declined' })])
    }, HOLD_MS)
    const heldUntil = new Date(Date.now() + HOLD_MS).toISOString()
    return put(id, { state: 'held', decision: approve ? 'approve' : 'decline', heldUntil })
  }
  return {
    'requests.incoming': () => ok(items),
    'requests.decide': ({ requestId, approve }) => ok(decide(requestId, approve)),
    'requests.decideMany': ({ items: many, approve }) => ok(many.map(({ requestId }) => decide(requestId, approve))),
    'requests.undoDecision': ({ items: many }) => ok(many.map(({ requestId }) => put(requestId, { state: 'waiting' }))),
    'requests.invitations': () => ok([{ accountId: accountId('acme'), groupId: '99', name: 'Слияние' }]),
    'requests.answerInvitation': ({ accept }) => ok({ relation: accept ? 'member' : 'none' }),
    ...keptHandlers(),
  }
}

function keptHandlers(): FakeHandlers {
  let templates = [
    template('a', { name: 'Коротко', text: 'Здравствуйте, {owner}! Возьмите меня в «{group}».' }),
    template('b', { name: 'Long and polite introduction', text: 'Hello {owner},\n\nI am {me} from {portal} …' }),
    template('c', { name: 'Thanks', kind: 'message', text: 'Thank you, {group}!' }),
  ]
  return {
    'templates.list': () => ok(templates),
    'templates.save': ({ id = String(Date.now()), ...rest }) => {
      const saved = template(id, rest)
      templates = [...templates.filter((each) => each.id !== id), saved]
      return ok(saved)
    },
    'templates.remove': ({ id }) => {
      templates = templates.filter((each) => each.id !== id)
      return ok({})
    },
    'groups.saveLink': ({ enabled = true, requireApproval = true, joinRule = 'anyone' }) =>
      ok({ code: 'AbC1234', url: 'https://bsky.app/chat/AbC1234', enabled, requireApproval, joinRule }),
  }
}
