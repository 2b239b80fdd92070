// Joining an open channel's dialog by its number or link: every form, every refusal, a "yes" without effect, a lost answer.
import type { ErrorCode } from '../../src/shared/contract/errors'
import { sentence } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  dialogAt,
  dialogPane,
  dialogRow,
  dialogsOf,
  JOIN,
  joinTyped,
  notice,
  section,
  waitingAt,
} from './support/openlines'
import { enterPortal, groupNamed } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

test('by number, chat id, imol, BB code and link', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await goTo(page, 'openlines')
  const open = (await dialogsOf(practice)).filter(
    ({ joined, mayJoin, joinIgnored, status }) => !joined && mayJoin && !joinIgnored && status < 60,
  )
  const forms = [
    (id: string) => id,
    (id: string) => ` chat${id} `,
    (id: string) => `imol|${id}`,
    (id: string) => `[CHAT=${id}]a dialog[/CHAT]`,
    (id: string) => `http://${host}/online/?IM_DIALOG=chat${id}`,
  ]
  expect(open.length).toBeGreaterThanOrEqual(forms.length)
  for (const [index, form] of forms.entries()) {
    const wanted = open[index]
    if (!wanted) continue
    await test.step(form('N'), async () => {
      await joinTyped(page, form(wanted.chatId))
      await expect(notice(page, text('openlines.effect.joined'), wanted.title)).toBeVisible()
      await expect(dialogPane(page)).toHaveAttribute('aria-label', wanted.title)
      expect(await dialogAt(practice, wanted.chatId)).toMatchObject({ joined: true })
    })
  }
  expect(await practice.arrived(JOIN)).toHaveLength(forms.length)

  await test.step('where I am already, nothing is sent', async () => {
    await joinTyped(page, open[0]?.chatId ?? '')
    await expect(notice(page, text('openlines.effect.already'))).toBeVisible()
    expect(await practice.arrived(JOIN)).toHaveLength(forms.length)
  })
})

test('every refusal is explained, a yes without effect is told honestly', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await goTo(page, 'openlines')
  const dialogs = await dialogsOf(practice)
  const restricted = dialogs.find(({ mayJoin }) => !mayJoin)
  const ignored = dialogs.find(({ joinIgnored }) => joinIgnored)
  const group = await groupNamed(practice, 'Welcome desk')
  const waiting = await waitingAt(practice)
  const [first, second, third] = waiting
  if (!restricted || !ignored || !first || !second || !third) throw new Error('the seed has changed')
  /** The group's own chat is made right after it. */
  const groupChat = String(Number(group.groupId) + 1)

  const refused: readonly (readonly [typed: string, says: ErrorCode, fault?: string])[] = [
    ['hello', 'openlines.badChatId'],
    ['sg201', 'openlines.badChatId'],
    ['https://another.bitrix24.com/online/?IM_DIALOG=chat1604', 'openlines.badChatId'],
    ['999999', 'openlines.chatId'],
    [groupChat, 'openlines.chatType'],
    [restricted.chatId, 'openlines.accessDenied'],
    [first.chatId, 'openlines.userId', 'USER_ID'],
    [first.chatId, 'openlines.accessDenied', 'ACCESS_DENIED'],
    [first.chatId, 'openlines.chatId', 'CHAT_ID'],
    [first.chatId, 'openlines.chatType', 'CHAT_TYPE'],
  ]
  for (const [typed, says, fault] of refused) {
    await test.step(`${says}: ${fault ?? typed}`, async () => {
      if (fault) {
        await practice.fault({
          method: JOIN,
          effect: { kind: 'error', status: 400, error: fault, description: 'Ошибка' },
        })
      }
      await joinTyped(page, typed)
      const told = notice(page, text('openlines.joinFailed'), sentence(says, { host }))
      await expect(told).toBeVisible()
      await button(told, 'app.close').click()
      await expect(told).toHaveCount(0)
    })
  }
  expect((await practice.arrived(JOIN)).filter(({ processed }) => processed)).toEqual([])

  await test.step('true, but not among the participants', async () => {
    await joinTyped(page, ignored.chatId)
    await expect(notice(page, text('openlines.effect.none'), ignored.title)).toBeVisible()
    await expect(dialogPane(page)).toHaveAttribute('aria-label', ignored.title)
    await expect(button(dialogPane(page), 'openlines.join')).toBeVisible()
    expect(await dialogAt(practice, ignored.chatId)).toMatchObject({ joined: false })
  })

  await test.step('a lost answer after the work is found out by looking', async () => {
    await practice.control('DELETE', 'arrived')
    await practice.fault({ method: JOIN, effect: { kind: 'reset', processed: true } })
    await dialogRow(page, first.title).click()
    await button(dialogPane(page), 'openlines.join').click()
    await expect(notice(page, text('openlines.effect.joined'), first.title)).toBeVisible()
    expect(await practice.arrived(JOIN)).toHaveLength(1)
  })

  await test.step('a lost answer without the work is told as such, and not repeated', async () => {
    await practice.fault({ method: JOIN, effect: { kind: 'reset' } })
    await dialogRow(page, second.title).click()
    await button(dialogPane(page), 'openlines.join').click()
    await expect(notice(page, text('openlines.joinUnsure'), sentence('openlines.unknownOutcome'))).toBeVisible()
    expect((await practice.arrived(JOIN)).map(({ processed }) => processed)).toEqual([true, false])
    expect(await dialogAt(practice, second.chatId)).toMatchObject({ joined: false })
  })

  await test.step('taken by somebody else a moment ago', async () => {
    const effect = { kind: 'error', status: 400, error: '', description: '' }
    await practice.fault({ method: 'imopenlines.operator.answer', effect })
    await dialogRow(page, third.title).click()
    await button(dialogPane(page), 'openlines.take').click()
    const failed = text('openlines.actFailed', { action: text('openlines.action.answer') })
    await expect(notice(page, failed, sentence('openlines.alreadyAnswered'))).toBeVisible()
    await expect(section(page, 'waiting')).toContainText(third.title)
  })
})
