// What quick-send keeps, offers and says: over a restart, after a crash of its page, with a locked vault, with nobody to
// write to, and to somebody whose week is used up.
import { launchBellhop } from './support/app'
import { connectBitrix24, webhookOf } from './support/bitrix24'
import { copyElsewhere } from './support/clipboard'
import { expect, test } from './support/fixtures'
import { button, choosePassphrase, railAccounts } from './support/journeys'
import { deliveries } from './support/messages'
import { deskOf, REPLY } from './support/outbox'
import { enterPortal } from './support/portal'
import {
  card,
  chips,
  expectGone,
  meant,
  notice,
  options,
  standing,
  summon,
  take,
  toField,
  words,
} from './support/quick'
import { text } from './support/text'
import { hideMain, isMainShown, quickPage, quickWindow } from './support/windows'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const COLLEAGUE = 'Anna Mercer'
const PASSPHRASE = 'correct horse battery staple'
/** The beginning of the sentence; when, the test cannot know. */
const AGAIN = text('messages.slotAgain', { time: '' }).trim()
const SECRET = 'https://acme.bitrix24.com/rest/1/0abcdef123456789/'

test('Esc keeps text and targets, over a restart too; what was copied is offered, never a secret', async ({
  app,
  practice,
  profile,
}) => {
  const { page: main } = app

  await test.step('with nobody to write to it says so, and leads to where accounts are added', async () => {
    const quick = await summon(app)
    await expect(card(quick)).toContainText(text('quicksend.noAccount'))
    await hideMain(app)
    await button(quick, 'quicksend.openApp').click()
    await expect.poll(() => isMainShown(app)).toBe(true)
    expect((await standing(app)).shown).toBe(false)
  })
  await connectBitrix24(main, await webhookOf(practice, 'acme'))
  await choosePassphrase(main, PASSPHRASE)
  await expect(railAccounts(main)).toHaveCount(1)

  await test.step('a copied text is a chip until it is pressed', async () => {
    await copyElsewhere(app, 'The agenda: https://example.com/agenda')
    const quick = await summon(app)
    await take(quick, COLLEAGUE, 'Enter')
    await quick.keyboard.type('Half a sentence.')
    await expect(words(quick)).toHaveValue('Half a sentence.')
    await quick.getByRole('button', { name: text('quicksend.paste') }).click()
    await expect(words(quick)).toHaveValue('Half a sentence. The agenda: https://example.com/agenda')
    await expect(words(quick)).toBeFocused()
  })
  await test.step('a copied secret is not, and nothing is where it is switched off', async () => {
    const offer = (await quickPage(app)).getByRole('button', { name: text('quicksend.paste') })
    for (const [copied, quickSendClipboard, count] of [
      [SECRET, true, 0],
      ['Something harmless', true, 1],
      ['Something else', false, 0],
    ] as const) {
      await app.invoke('settings.set', { quickSendClipboard })
      await copyElsewhere(app, copied)
      await summon(app)
      await expect(offer).toHaveCount(count)
    }
  })
  await test.step('a page that crashed is made anew, with what stood in it', async () => {
    const crashed = (await quickPage(app)).waitForEvent('crash')
    await (await quickWindow(app)).evaluate((window) => window.webContents.forcefullyCrashRenderer())
    await crashed
    await expect.poll(() => app.electron.windows()).toEqual([main])
    await app.invoke('quicksend.show', {})
    await expect(words(await quickPage(app))).toHaveValue(/^Half a sentence/)
  })
  await test.step('Esc: gone', async () => {
    const quick = await summon(app)
    await words(quick).press('Escape')
    await expect.poll(() => standing(app)).toEqual({ shown: false, focused: false })
    await app.quit()
  })
  await test.step('after a restart everything is there; a locked vault is told, and where to open it', async () => {
    const again = await launchBellhop({ practice: practice.info, profile })
    const quick = await summon(again)
    await expect(chips(quick)).toContainText([COLLEAGUE])
    await expect(words(quick)).toHaveValue('Half a sentence. The agenda: https://example.com/agenda')
    await expect(words(quick)).toBeFocused()
    await expect(card(quick)).toContainText(text('quicksend.lockedText'))
    await hideMain(again)
    await button(quick, 'quicksend.unlockThere').click()
    await expect.poll(() => isMainShown(again)).toBe(true)
    await again.quit()
  })
})

test('who cannot have it stays, with the reason and the text; the others get it, and a failure leads to the outbox', async ({
  app,
  practice,
}) => {
  const { page: main } = app
  await enterPortal(main, practice)
  const desk = await deskOf(app, practice)
  await desk.network(COLLEAGUE, 'Her one message of this week')
  await expect.poll(async () => (await deliveries(practice)).length).toBe(1)
  const quick = await summon(app)

  await test.step('a used week is said before anybody is chosen', async () => {
    await toField(quick).press('ArrowDown')
    await expect(options(quick).first()).toContainText(AGAIN)
    await toField(quick).fill(COLLEAGUE)
    await expect(options(quick).filter({ hasNotText: AGAIN }).filter({ hasText: COLLEAGUE })).toHaveCount(1)
    await expect(meant(quick)).toContainText(AGAIN)
    await toField(quick).press('Tab')
  })
  await test.step('one of two goes, the other stays', async () => {
    await app.invoke('settings.set', { holdSeconds: 0 })
    await take(quick, 'Anna Diaz', 'Enter')
    await quick.keyboard.type('For both of you')
    await quick.keyboard.press('Enter')
    await expect(chips(quick)).toHaveText([new RegExp(COLLEAGUE)])
    await expect(words(quick)).toHaveValue('For both of you')
    await expect(card(quick)).toContainText(text('errors.messages.weeklyLimit'))
    await expect
      .poll(async () => (await practice.arrived(REPLY)).map(({ params }) => params['MESSAGE']))
      .toHaveLength(1)
    expect(await deliveries(practice)).toHaveLength(1)
  })
  await test.step('what fails on its way is told in the corner, with the way to it', async () => {
    await words(quick).fill('')
    await toField(quick).press('Backspace')
    await practice.fault({
      method: REPLY,
      effect: { kind: 'error', status: 403, error: 'ACCESS_ERROR', description: 'x' },
    })
    await take(quick, 'Anna Diaz', 'Enter')
    await quick.keyboard.type('In vain')
    await quick.keyboard.press('Enter')
    await expectGone(app)
    const told = notice(quick).filter({ hasText: text('quicksend.sent.failed') })
    await expect(told).toContainText(text('errors.messages.accessError'))
    await hideMain(app)
    await button(told, 'outbox.open').click()
    await expect.poll(() => isMainShown(app)).toBe(true)
    await expect(main.getByTestId('outbox-row').filter({ hasText: 'In vain' })).toBeVisible()
  })
})
