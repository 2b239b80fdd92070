// Summon, type, Enter, gone: from anywhere to everybody one can write to, over all accounts.
import { signInAs } from './support/bluesky'
import { expect, test } from './support/fixtures'
import { button } from './support/journeys'
import { REPLY } from './support/outbox'
import { enterPortal } from './support/portal'
import {
  card,
  chips,
  expectGone,
  meant,
  notice,
  onlyAccount,
  options,
  standing,
  summon,
  summonByMenu,
  take,
  toField,
  words,
  writers,
} from './support/quick'
import { text } from './support/text'
import { hideMain, quickPage } from './support/windows'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const CONVO_SEND = 'chat.bsky.convo.sendMessage'
/** One of Anna's conversations. */
const CONVO = 'Chess on Sundays'
const COLLEAGUE = 'Anna Mercer'
/** Her number in the portal: the id of her private dialog. */
const HER_DIALOG = '3'

test('a message leaves from anywhere, to two accounts at once, and comes back within its hold', async ({
  app,
  practice,
}) => {
  const { page: main } = app
  await enterPortal(main, practice)
  const anna = await signInAs(main, practice, 'anna')
  const quick = await quickPage(app)
  const sentTo = async (): Promise<readonly unknown[]> =>
    (await practice.arrived(REPLY)).map(({ params }) => [params['DIALOG_ID'], params['MESSAGE']])

  await test.step('the menu brings it while no other window is there, ready to be typed in', async () => {
    await hideMain(app)
    expect(await standing(app)).toEqual({ shown: false, focused: false })
    await summonByMenu(app)
    await expect(toField(quick)).toBeFocused()
    await expect(card(quick)).toContainText(text('quicksend.typeToFind'))
  })
  await test.step('whoever is found says whose they are; @ narrows to one account, Backspace widens again', async () => {
    await toField(quick).fill('ann')
    await expect(options(quick).filter({ hasText: COLLEAGUE })).toContainText(text('messages.kind.person'))
    await toField(quick).fill(`@${anna.identifier.slice(0, 4)}`)
    await expect(options(quick)).toHaveCount(1)
    await toField(quick).press('Enter')
    await expect(onlyAccount(quick)).toBeVisible()
    await toField(quick).fill('a')
    await expect(options(quick).first()).toBeVisible()
    const owners = await options(quick).allTextContents()
    expect(owners.filter((owner) => !owner.includes(anna.identifier))).toEqual([])
    await toField(quick).fill('')
    await toField(quick).press('Backspace')
    await expect(onlyAccount(quick)).toHaveCount(0)
  })
  await test.step('Tab chooses and stays, Enter chooses and goes on to the message', async () => {
    await take(quick, COLLEAGUE, 'Tab')
    await expect(toField(quick)).toBeFocused()
    await take(quick, CONVO, 'Enter')
    await expect(words(quick)).toBeFocused()
    await expect(writers(quick)).toHaveCount(2)
    await expect(writers(quick).filter({ hasText: COLLEAGUE })).toContainText(text('messages.slot.notApplicable'))
  })
  await test.step('Enter: it is gone, and held; Undo brings everything back, and nothing has left', async () => {
    await app.invoke('settings.set', { holdSeconds: 30 })
    await words(quick).fill('To a colleague and a club')
    await words(quick).press('Enter')
    await expectGone(app)
    await expect(notice(quick)).toContainText(COLLEAGUE)
    await button(notice(quick), 'outbox.undo').click()
    await expect(words(quick)).toHaveValue('To a colleague and a club')
    await expect(words(quick)).toBeFocused()
    await expect(chips(quick)).toHaveCount(2)
    await expect.poll(() => standing(app)).toEqual({ shown: true, focused: true })
    expect([...(await sentTo()), ...(await practice.arrived(CONVO_SEND))]).toEqual([])
    const held = await app.invoke('outbox.list', {})
    expect(held.ok && held.data.map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  })
  await test.step('sent again: one message each, told in the corner, which goes by itself', async () => {
    await app.invoke('settings.set', { holdSeconds: 0 })
    // Whoever points at the notice keeps it.
    await quick.mouse.move(600, 600)
    await words(quick).press('Enter')
    await expect(notice(quick)).toContainText(text('quicksend.sent.sent'))
    await expect.poll(sentTo).toEqual([[HER_DIALOG, 'To a colleague and a club']])
    await expect.poll(async () => (await practice.arrived(CONVO_SEND)).length).toBe(1)
    await expect.poll(() => standing(app)).toEqual({ shown: false, focused: false })
  })
  await test.step('whom one wrote to last is one Enter away; Ctrl+Enter sends where it is set to', async () => {
    await app.invoke('settings.set', { sendWith: 'ctrlEnter' })
    await summon(app)
    await expect(meant(quick)).toContainText(COLLEAGUE)
    await toField(quick).press('Enter')
    await expect(words(quick)).toBeFocused()
    await quick.keyboard.type('One line')
    await quick.keyboard.press('Enter')
    await quick.keyboard.type('and another')
    await expect(words(quick)).toHaveValue('One line\nand another')
    await quick.keyboard.press('Control+Enter')
    await expectGone(app)
    await expect.poll(sentTo).toContainEqual([HER_DIALOG, 'One line\nand another'])
  })
})
