// Asking by link when things go wrong: lost answers, names made to deceive, and another account than the one that looked.
import { expectNothingUnexpected, outcome, person, processed, signInAnna, signInAs } from './support/bluesky'
import { ASK, ask, asked, look, openLinks, rowOf } from './support/bluesky-join'
import { expect, test } from './support/fixtures'
import { isQuick } from './support/windows'
import { button, goTo } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still'] })

test.afterEach(async ({ practice }) => {
  await expectNothingUnexpected(practice)
})

test('a lost answer is settled by reading, and nothing is asked twice', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const links = await openLinks(page)

  await test.step('the chat service did it, its answer never reached the server', async () => {
    await practice.fault({ method: ASK, effect: { kind: 'reset', processed: true } })
    await expect(await ask(links, practice, 'approval')).toContainText(text('groups.result.pending.title'))
  })
  await test.step('the server’s own answer is cut off', async () => {
    await practice.fault({ service: 'bluesky', portal: 'pds', method: ASK, effect: { kind: 'cut', bytes: 12 } })
    await expect(await ask(links, practice, 'open')).toContainText(text('groups.result.joined.title'))
  })
  expect(await processed(practice, ASK)).toBe(2)
  expect(await asked(practice)).toBe(2)
})

test('a request that never arrived stays uncertain until it is known, and can be asked again', async ({
  app,
  practice,
}) => {
  const { page } = app
  await signInAnna(page, practice)
  const links = await openLinks(page)
  const { name } = await outcome(practice, 'followed')
  await practice.fault({ method: ASK, effect: { kind: 'reset' } })
  const result = await ask(links, practice, 'followed')
  await expect(result).toContainText(text('groups.result.unknown'))
  await expect(result).toContainText(text('errors.requests.unknownOutcome'))
  await page.keyboard.press('Escape')
  await goTo(page, 'requests')
  // Reads lag behind writes, so the absence of a request is believed only after a while.
  await expect(rowOf(page, name)).toContainText(text('requests.state.notSent'), { timeout: 30_000 })
  await expect(rowOf(page, name)).toContainText(text('errors.requests.notSent'))
  expect(await asked(practice)).toBe(1)

  await expect(await ask(await openLinks(page), practice, 'followed')).toContainText(text('groups.result.joined.title'))
  expect(await processed(practice, ASK)).toBe(1)
})

test('a hostile name is text and nothing else', async ({ app, practice }) => {
  const { page } = app
  const opened: string[] = []
  page.on('dialog', (box) => {
    opened.push(box.message())
    void box.dismiss()
  })
  await signInAnna(page, practice)
  const { name } = await outcome(practice, 'hostile')
  const links = await openLinks(page)
  const result = await ask(links, practice, 'hostile')
  await expect(result).toContainText(text('groups.result.pending.title'))
  const card = links.getByTestId('link-preview')
  expect(await card.getByTitle(name, { exact: true }).textContent()).toBe(name)
  await expect(card.locator('script')).toHaveCount(0)
  await button(result, 'groups.openRequests').click()
  const row = rowOf(page, name)
  expect(await row.locator('b').textContent()).toBe(name)
  await expect(row.locator('script')).toHaveCount(0)
  expect(opened).toEqual([])
  expect(app.electron.windows().filter((window) => !isQuick(window))).toEqual([page])
})

test('what one account was shown is not asked for as another', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const boris = await signInAs(page, practice, 'boris')
  const anna = await person(practice, 'anna')
  const links = await openLinks(page)
  const asker = links.getByRole('combobox', { name: text('groups.link.as'), exact: true })
  await expect(asker).toContainText(anna.identifier)
  const { code } = await outcome(practice, 'mine')
  await expect((await look(links, code)).getByRole('status')).toContainText(text('groups.link.state.joined'))

  await asker.click()
  await page.getByRole('option', { name: boris.identifier, exact: true }).click()
  await expect(links.getByTestId('link-preview')).toBeHidden()
  const result = await ask(links, practice, 'mine')
  await expect(result).toContainText(text('groups.result.pending.title'))
  expect((await outcome(practice, 'mine')).requests).toContain('boris')
  await button(result, 'groups.openRequests').click()
  await expect(rowOf(page, (await outcome(practice, 'mine')).name)).toContainText(text('requests.state.pending'))
})
