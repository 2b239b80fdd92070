// Asking to join a Bluesky group by its link: look first, ask once, follow it to its end.
import { expect, test } from './support/fixtures'
import { expectNothingUnexpected, happens, outcome, processed, signInAnna } from './support/bluesky'
import { ASK, ask, look, openLinks, openRow, rowOf, steps } from './support/bluesky-join'
import { button, dialog, goTo } from './support/journeys'
import { text } from './support/text'
import type { MessageKey } from '../../src/shared/i18n'

test.use({ practiceArgs: ['--still'] })

test.afterEach(async ({ practice }) => {
  await expectNothingUnexpected(practice)
})

test('a pasted link or code is previewed, and joining an open group makes one a member', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const open = await outcome(practice, 'open')
  const links = await openLinks(page)
  const forms = [
    open.code,
    `https://bsky.app/chat/${open.code}`,
    `http://www.bsky.app/chat/${open.code}/`,
    `bsky.app/chat/${open.code}?ref=mail#top`,
    `bluesky://chat/${open.code}`,
    ` Come in: https://bsky.app/chat/${open.code}, it is nice here! `,
  ]
  for (const form of forms) {
    const card = await look(links, form)
    await expect(card).toContainText(open.name)
    await expect(card).toContainText(text('groups.rule.open.lead'))
    await expect(card).toContainText(text('groups.link.owner', { name: 'Ольга Смирнова' }))
    await expect(card).toContainText(/\d+ of \d+ members/)
  }
  const looked = await practice.arrived('chat.bsky.group.getJoinLinkPreviews')
  expect(looked.map(({ params }) => params['codes'])).toEqual(forms.map(() => open.code))

  await look(links, `https://example.com/chat/${open.code}`)
  await expect(links.getByRole('alert')).toContainText(text('errors.requests.badLink'))
  expect(await practice.arrived(ASK)).toEqual([])

  const result = await ask(links, practice, 'open')
  await expect(result).toContainText(text('groups.result.joined.title'))
  expect(await processed(practice, ASK)).toBe(1)
  expect((await outcome(practice, 'open')).members).toContain('anna')

  await button(result, 'groups.openRequests').click()
  await expect(rowOf(page, open.name)).toContainText(text('requests.state.joined'))
  const history = await openRow(page, open.name)
  await expect(history.getByRole('listitem')).toHaveText(steps('checking', 'sending', 'joined'))
})

test('a group whose owner decides: pending, then approved', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const { name } = await outcome(practice, 'approval')
  const result = await ask(await openLinks(page), practice, 'approval')
  await expect(result).toContainText(text('groups.result.pending.title'))
  expect((await outcome(practice, 'approval')).requests).toContain('anna')
  await button(result, 'groups.openRequests').click()
  const row = rowOf(page, name)
  await expect(row).toContainText(text('requests.state.pending'))

  await happens(practice, { group: 'approval', approve: 'anna' })
  const history = await openRow(page, name)
  await button(row, 'requests.refreshOne').click()
  await expect(row).toContainText(text('requests.state.joined'))
  await expect(button(row, 'requests.withdraw')).toBeHidden()
  await expect(history.getByRole('listitem')).toHaveText(steps('checking', 'sending', 'pending', 'joined'))
  expect(await processed(practice, ASK)).toBe(1)
})

test('a pending request is withdrawn, and one that was decided meanwhile is told as that', async ({
  app,
  practice,
}) => {
  const { page } = app
  await signInAnna(page, practice)
  const { name } = await outcome(practice, 'approval')
  const links = await openLinks(page)
  await button(await ask(links, practice, 'approval'), 'groups.openRequests').click()
  /** What happens while the question is on the screen, no reading shows before the answer to it. */
  const withdraw = async (group: string, meanwhile?: Readonly<Record<string, string>>): Promise<void> => {
    await button(rowOf(page, group).first(), 'requests.withdraw').click()
    const sure = button(dialog(page, 'requests.withdrawTitle', { name: group }), 'requests.withdraw')
    await expect(sure).toBeVisible()
    if (meanwhile) await happens(practice, meanwhile)
    await sure.click()
  }
  await withdraw(name)
  await expect(rowOf(page, name)).toContainText(text('requests.state.withdrawn'))
  expect((await outcome(practice, 'approval')).requests).not.toContain('anna')
  expect(await processed(practice, 'chat.bsky.group.withdrawJoinRequest')).toBe(1)

  await test.step('approved before the withdrawal arrives', async () => {
    await button(await ask(await openLinks(page), practice, 'approval'), 'groups.openRequests').click()
    await withdraw(name, { group: 'approval', approve: 'anna' })
    const notice = page.getByText(text('requests.withdrawFailed', { name }), { exact: true }).first()
    await expect(notice).toBeVisible()
    await expect(page.getByText(text('errors.requests.invalidJoinRequest'), { exact: true }).first()).toBeVisible()
    await expect(rowOf(page, name).first()).toContainText(text('requests.state.joined'))
  })

  await test.step('declined before the withdrawal arrives', async () => {
    const declined = await outcome(practice, 'followedApproval')
    await button(await ask(await openLinks(page), practice, 'followedApproval'), 'groups.openRequests').click()
    await withdraw(declined.name, { group: 'followedApproval', reject: 'anna' })
    const row = rowOf(page, declined.name)
    await expect(
      page.getByText(text('requests.withdrawFailed', { name: declined.name }), { exact: true }).first(),
    ).toBeVisible()
    await expect(row).toContainText(text('requests.state.ended'))
    await expect(button(row, 'requests.withdraw')).toBeHidden()
  })
})

test('where one cannot enter the preview says why, and nothing is asked', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const links = await openLinks(page)
  const states: Readonly<Record<string, MessageKey>> = {
    follow: 'groups.link.state.followedByOwnerOnly',
    full: 'groups.link.state.full',
    disabled: 'groups.link.state.disabled',
    invalid: 'groups.link.state.invalid',
    requested: 'groups.link.state.requested',
    member: 'groups.link.state.joined',
    mine: 'groups.link.state.joined',
  }
  for (const [key, sentence] of Object.entries(states)) {
    await test.step(key, async () => {
      const card = await look(links, (await outcome(practice, key)).code)
      await expect(card.getByRole('status')).toContainText(text(sentence))
      await expect(button(links, 'groups.join')).toBeHidden()
      await expect(button(links, 'groups.ask')).toBeHidden()
    })
  }
  expect(await practice.arrived(ASK)).toEqual([])

  await test.step('once the owner follows me, I can enter', async () => {
    await happens(practice, { group: 'follow', follow: 'anna' })
    await expect(await ask(links, practice, 'follow')).toContainText(text('groups.result.joined.title'))
  })
})

test('each of the six refusals has its sentence, also in the list of requests', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const links = await openLinks(page)
  const refusals = [
    { group: 'locked', sentence: 'errors.requests.locked' },
    { group: 'kicked', sentence: 'errors.requests.kicked' },
    { group: 'open', says: 'FollowRequired', sentence: 'errors.requests.followRequired' },
    { group: 'approval', says: 'MemberLimitReached', sentence: 'errors.requests.full' },
    { group: 'followed', says: 'LinkDisabled', sentence: 'errors.requests.linkDisabled' },
    { group: 'followedApproval', says: 'InvalidCode', sentence: 'errors.requests.invalidCode' },
  ] as const
  for (const refusal of refusals) {
    await test.step(refusal.sentence, async () => {
      if ('says' in refusal) {
        await practice.fault({ method: ASK, effect: { kind: 'error', status: 400, error: refusal.says } })
      }
      const result = await ask(links, practice, refusal.group)
      await expect(result).toContainText(text('groups.result.failed'))
      await expect(result).toContainText(text(refusal.sentence))
    })
  }
  // It is the owner who has to follow.
  expect(text('errors.requests.followRequired')).toContain('It is the owner who must follow you')
  expect(await processed(practice, ASK)).toBe(0)
  await page.keyboard.press('Escape')
  await goTo(page, 'requests')
  for (const { group, sentence } of refusals) {
    const row = rowOf(page, (await outcome(practice, group)).name)
    await expect(row).toContainText(text('requests.state.failed'))
    await expect(row).toContainText(text(sentence))
  }
})

test('what changed between looking and asking is seen before anything is sent', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  const links = await openLinks(page)
  await look(links, (await outcome(practice, 'open')).code)
  await expect(button(links, 'groups.join')).toBeVisible()
  await happens(practice, { group: 'open', memberLimit: 1 })
  await button(links, 'groups.join').click()
  await expect(links.getByRole('alert')).toContainText(text('errors.requests.full'))
  expect(await practice.arrived(ASK)).toEqual([])
})
