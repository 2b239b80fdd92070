// What the fake door answers for the four calls: enough to click through every state.
import { ok } from '../../../src/shared/contract/result'
import type { FakeHandlers } from '../../../src/renderer/testing/fake-bellhop'
import { fakeOutbox } from '../../../src/renderer/testing/outbox'
import { accountId, joinRequest, messageCheck, outboxItem } from '../../../src/renderer/testing/sample'
import type { OutboxItem } from '../../../src/renderer/testing/sample'
import { ACCOUNTS, DIALOGS, GROUPS, MESSAGES, OUTBOX, REQUESTS } from './seed'

export function groupHandlers(): FakeHandlers {
  return {
    'groups.search': ({ text, accountIds, relations, kinds, includeArchived, limit, offset }) => {
      const found = GROUPS.filter(
        (group) =>
          group.name.toLowerCase().includes((text ?? '').toLowerCase().trim()) &&
          (accountIds?.includes(group.accountId) ?? true) &&
          (relations?.includes(group.relation) ?? true) &&
          (kinds?.includes(group.kind) ?? true) &&
          (includeArchived || !group.archived),
      )
      return ok({ items: found.slice(offset, offset + limit), total: found.length })
    },
    'groups.get': ({ groupId }) => {
      const group = GROUPS.find((each) => each.groupId === groupId) ?? GROUPS[0]!
      const ownerName = group.ownerName ?? 'Игорь Лебедев'
      const members = [{ userId: '1', name: ownerName, role: 'owner' as const }]
      const canLeave = group.relation === 'member'
      return ok({ ...group, members, moderatorCount: 2, ownerName, canLeave, canEditLink: false })
    },
    'groups.filters': () => ok([]),
    'groups.clipboardLink': () => ok({}),
    'groups.syncStates': () => ok([{ accountId: accountId('studio'), state: 'running', loaded: 50, total: 200 }]),
    'groups.sync': ({ accountId: id }) => ok({ accountId: id, state: 'done', loaded: 200 }),
    'groups.previewLink': ({ link }) =>
      link.includes('bad')
        ? { ok: false, error: { code: 'requests.badLink', params: {}, retry: 'user' } }
        : ok({
            code: 'abc',
            state: 'open',
            name: 'Olga’s launch crew',
            ownerName: 'Olga',
            ownerHandle: 'olga.bsky.social',
            memberCount: 12,
            memberLimit: 100,
            requireApproval: true,
            joinRule: 'approval',
            canRequest: true,
          }),
  }
}

export function requestHandlers(): FakeHandlers {
  return {
    'requests.bulk': () => ok({}),
    'requests.check': ({ groupId }) => {
      const group = GROUPS.find((each) => each.groupId === groupId) ?? GROUPS[0]!
      const reasons = {
        none: undefined,
        requested: 'alreadyRequested',
        invited: 'invited',
        member: 'alreadyMember',
        moderator: 'moderator',
        owner: 'owner',
        banned: 'banned',
      } as const
      const reason = reasons[group.relation]
      return ok({
        relation: group.relation,
        joinRule: group.joinRule,
        canRequest: !reason,
        ...(reason ? { reason } : {}),
        takesMessage: group.kind !== 'bluesky',
        deciders: ['Игорь Лебедев', 'Пётр Орлов'],
      })
    },
    'requests.send': ({ groupId }) => ok(joinRequest('new', { state: 'pending', ...(groupId ? { groupId } : {}) })),
    'requests.list': () => ok(REQUESTS),
    'requests.refresh': () => ok(REQUESTS),
    'requests.withdraw': ({ id }) =>
      ok({ ...REQUESTS.find((each) => each.id === id)!, state: 'withdrawn', canWithdraw: false }),
    'diagnostics.calls': () =>
      ok({
        calls: [
          {
            at: new Date().toISOString(),
            host: 'acme.bitrix24.ru',
            method: 'sonet_group.user.groups',
            ms: 120,
            status: 200,
            outcome: 'ok',
          },
        ],
        budgets: [{ host: 'acme.bitrix24.ru', left: 47, burst: 50, perSecond: 2 }],
      }),
    'diagnostics.export': () => ok({ path: '/home/anna/bellhop.txt' }),
  }
}

export function workHandlers(): FakeHandlers {
  const find = (chatId: string) => DIALOGS.find((each) => each.chatId === chatId) ?? DIALOGS[0]!
  return {
    'openlines.list': () => ok({ items: DIALOGS, stale: [] }),
    'openlines.get': ({ chatId }) => ok(find(chatId)),
    'openlines.history': ({ accountId: id, chatId }) =>
      ok({ accountId: id, chatId, canJoin: true, messages: [...MESSAGES] }),
    'openlines.join': ({ chatId }) =>
      /\d/.test(chatId)
        ? ok({ effect: 'joined', dialog: { ...find(chatId), joined: true } })
        : { ok: false, error: { code: 'openlines.badChatId', params: {}, retry: 'user' } },
    'openlines.act': ({ chatId }) => ok({ effect: 'done', dialog: { ...find(chatId), status: 'mine', joined: true } }),
  }
}

export function messageHandlers(changed: (upsert: OutboxItem[]) => void): FakeHandlers {
  return {
    'messages.people': ({ text }) =>
      ok(
        ['Ольга Николаева', 'Олег Смирнов', 'John Smith']
          .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
          .map((name, index) => ({
            userId: String(index + 5),
            name,
            active: name !== 'Олег Смирнов',
            position: 'Менеджер',
          })),
      ),
    'messages.lines': ({ accountId: id }) =>
      ok(ACCOUNTS.find((each) => each.id === id)?.practice ? [] : [{ lineCode: 'a'.repeat(32), name: 'Поддержка' }]),
    'messages.check': ({ text, attach }) =>
      ok(
        messageCheck({
          canSend: text !== '',
          problems: text === '' ? ['messages.empty'] : [],
          sizes: { ...messageCheck().sizes, textChars: text.length, attachBytes: JSON.stringify(attach ?? '').length },
        }),
      ),
    'drafts.list': () =>
      ok([
        {
          accountId: ACCOUNTS[0]!.id,
          targetKey: 'composer',
          updatedAt: new Date().toISOString(),
          body: {
            text: 'Здравствуйте, [b]Ольга[/b]!\n\nОбновление модуля выйдет в четверг. Что изменится — в статье по ссылке ниже.',
            lineCode: 'a'.repeat(32),
            recipient: { id: '5', name: 'Ольга Николаева' },
            attach:
              '[{"MESSAGE":"[b]Плановое обновление[/b]"},{"GRID":[{"DISPLAY":"LINE","NAME":"Версия","VALUE":"24.300"},{"DISPLAY":"LINE","NAME":"Окно","VALUE":"02:00–02:20"}]},{"LINK":{"NAME":"Что нового","LINK":"https://example.org"}}]',
            keyboard: '[{"TEXT":"Открыть статью","LINK":"https://help.example.org"}]',
          },
        },
      ]),
    'drafts.save': ({ accountId: id, targetKey, body }) =>
      ok({ accountId: id, targetKey, body, updatedAt: new Date().toISOString() }),
    'drafts.remove': () => ok({}),
    ...fakeOutbox(OUTBOX),
    'outbox.enqueue': ({ text, target, targetTitle, holdSeconds, accountId: id }) => {
      const now = new Date().toISOString()
      const item = outboxItem(`o${Date.now()}`, {
        accountId: id,
        text,
        target,
        targetTitle: targetTitle ?? '',
        state: 'held',
        heldUntil: new Date(Date.now() + (holdSeconds ?? 5) * 1000).toISOString(),
        createdAt: now,
        updatedAt: now,
      })
      changed([item])
      setTimeout(
        () => changed([{ ...item, state: 'sent', updatedAt: new Date().toISOString() }]),
        (holdSeconds ?? 5) * 1000,
      )
      return ok(item)
    },
    'outbox.cancel': ({ id }) => ok(outboxItem(id, { state: 'cancelled', updatedAt: new Date().toISOString() })),
    'outbox.retry': ({ id }) => ok(outboxItem(id, { state: 'queued', updatedAt: new Date().toISOString() })),
    'outbox.resolve': ({ id }) => ok(outboxItem(id, { state: 'sent', updatedAt: new Date().toISOString() })),
  }
}
