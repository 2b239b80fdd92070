// Open channels: who waits, reading before joining, joining, taking, replying.
import { expect, test } from './support/fixtures'
import { button, dialog, goTo } from './support/journeys'
import { dialogAt, dialogPane, dialogRow, dialogsOf, JOIN, notice, section, waitingAt } from './support/openlines'
import { enterPortal } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const ME = 27

test('a waiting dialog is read, joined, taken and answered', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'openlines')
  const waiting = await waitingAt(practice)
  const [first] = waiting
  if (!first) throw new Error('nobody waits')

  await test.step('the list tells who waits and how long, the longest first', async () => {
    const rows = section(page, 'waiting').getByRole('option')
    await expect(rows).toHaveCount(waiting.length)
    await expect(rows.first()).toContainText(first.title)
    await expect(rows.first().locator('[data-urgency="late"]')).toHaveText(/\d/)
    const mine = (await dialogsOf(practice)).filter(({ operatorId, status }) => operatorId === ME && status < 40)
    for (const { title } of mine) await expect(section(page, 'mine')).toContainText(title)
  })

  await test.step('it is read without being joined', async () => {
    await dialogRow(page, first.title).click()
    await expect(dialogPane(page).getByTestId('message').first()).toBeVisible()
    await expect(dialogPane(page)).toContainText(text('openlines.reading'))
    await expect(dialogPane(page).getByLabel(text('openlines.reply'))).toHaveCount(0)
    expect(await practice.arrived(JOIN)).toEqual([])
    expect(await dialogAt(practice, first.chatId)).toMatchObject({ joined: false })
  })

  await test.step('joining adds me beside whoever takes it', async () => {
    await button(dialogPane(page), 'openlines.join').click()
    await expect(notice(page, text('openlines.effect.joined'), first.title)).toBeVisible()
    await expect(button(dialogPane(page), 'openlines.join')).toHaveCount(0)
    expect(await dialogAt(practice, first.chatId)).toMatchObject({ joined: true, operatorId: 0 })
    expect(await practice.arrived(JOIN)).toHaveLength(1)
    await button(page, 'app.refresh').click()
    await expect(button(page, 'app.refresh')).toBeEnabled()
    await expect(dialogPane(page).getByLabel(text('openlines.reply'))).toBeVisible()
    await expect(dialogRow(page, first.title).locator('[data-urgency="late"]')).toHaveText(/\d/)
  })

  await test.step('taking makes it mine', async () => {
    await button(dialogPane(page), 'openlines.take').click()
    await expect(notice(page, text('openlines.did.answer'))).toBeVisible()
    await expect(section(page, 'mine')).toContainText(first.title)
    await expect(button(dialogPane(page), 'openlines.take')).toHaveCount(0)
    expect(await dialogAt(practice, first.chatId)).toMatchObject({ operatorId: ME })
  })

  await test.step('a reply goes out once, through the outbox', async () => {
    const reply = dialogPane(page).getByLabel(text('openlines.reply'))
    await reply.fill('Good day!\nYour order is [b]on its way[/b] & <i>safe</i>.')
    await reply.press('Control+Enter')
    await expect(reply).toHaveValue('')
    await expect(dialogPane(page).getByTestId('message').last()).toContainText('& <i>safe</i>', { timeout: 20_000 })
    await expect(dialogPane(page).getByTestId('pending-reply')).toHaveCount(0)
    expect(await practice.arrived('im.message.add')).toMatchObject([
      {
        params: {
          DIALOG_ID: `chat${first.chatId}`,
          MESSAGE: 'Good day!\nYour order is [b]on its way[/b] & <i>safe</i>.',
        },
        processed: true,
      },
    ])
    await goTo(page, 'outbox')
    await expect(page.getByTestId('outbox-row')).toContainText([text('outbox.state.sent')])
    await goTo(page, 'openlines')
  })

  await test.step('finishing asks first', async () => {
    const finish = async (): Promise<void> => {
      await button(dialogPane(page), 'openlines.more').click()
      await page.getByRole('menuitem', { name: text('openlines.action.finish'), exact: true }).click()
    }
    const asked = dialog(page, 'openlines.confirm.finish', { name: first.title })
    await finish()
    await expect(asked).toContainText(text('openlines.confirmText.finish'))
    await button(asked, 'app.cancel').click()
    await expect(asked).toBeHidden()
    expect(await practice.arrived('imopenlines.operator.finish')).toEqual([])
    await finish()
    await button(asked, 'openlines.action.finish').click()
    await expect(notice(page, text('openlines.did.finish'))).toBeVisible()
    expect((await dialogAt(practice, first.chatId)).status).toBeGreaterThanOrEqual(60)
    expect(await practice.arrived('imopenlines.operator.finish')).toHaveLength(1)
  })
})

test('the list by keyboard; a dialog is handed over to a colleague found by name', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'openlines')
  const [, second] = await waitingAt(practice)
  const mine = (await dialogsOf(practice)).find(({ operatorId, status }) => operatorId === ME && status < 40)
  if (!second || !mine) throw new Error('the seed has changed')
  await dialogRow(page, second.title).click()
  await expect(dialogPane(page)).toHaveAttribute('aria-label', second.title)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await expect(dialogRow(page, second.title)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(button(dialogPane(page), 'openlines.take')).toBeFocused()

  await dialogRow(page, mine.title).click()
  await expect(dialogPane(page).getByLabel(text('openlines.reply'))).toBeVisible()
  await button(dialogPane(page), 'openlines.more').click()
  await page.getByRole('menuitem', { name: text('openlines.action.transfer'), exact: true }).click()
  const asked = dialog(page, 'openlines.handOver.title', { name: mine.title })
  await asked.getByLabel(text('openlines.handOver.field')).fill('Isla Carv')
  await asked
    .getByRole('button', { name: /^Isla Carver/ })
    .first()
    .click()
  await expect(notice(page, text('openlines.did.transfer'))).toBeVisible()
  await expect(asked).toBeHidden()
  expect(await dialogAt(practice, mine.chatId)).toMatchObject({ operatorId: 31 })
})
