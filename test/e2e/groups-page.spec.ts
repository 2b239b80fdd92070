// One group told whole, and how one stands to it: invitations answered, groups left, the offline page, the clipboard.
import { changePortal } from './support/bitrix24'
import { signInAnna } from './support/bluesky'
import { clipboardText, copyElsewhere } from './support/clipboard'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo } from './support/journeys'
import { checkCard, chooseGroup, enterPortal, groupList, groupNamed, groupPane, groupRow } from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

test('everything the portal tells stands on the page', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await page.getByRole('combobox', { name: text('groups.sortLabel') }).click()
  await page.getByRole('option', { name: text('groups.sort.members'), exact: true }).click()
  await groupList(page).getByRole('option').first().click()
  const pane = groupPane(page)
  const members = pane.getByTestId('members').getByRole('listitem')
  await expect(members).toHaveCount(5)
  await expect(members.first()).toContainText(text('relations.owner'))
  await expect(pane.getByText(text('groups.fact.created'))).toBeVisible()

  const all = pane.getByRole('button', { name: /^Show all \d+$/ })
  const count = Number((await all.textContent())?.match(/\d+/)?.[0])
  await all.click()
  await expect(members).toHaveCount(count)
  const someone = (await members.last().getByTitle(/./).first().textContent()) ?? ''
  await pane.getByLabel(text('groups.findMember')).fill(someone)
  await expect(members.first()).toContainText(someone)
  expect(await members.count()).toBeLessThan(count)

  const chat = pane.getByText(/^chat\d+$/)
  const id = await chat.textContent()
  await button(pane, 'groups.copyChat').click()
  await expect.poll(() => clipboardText(app)).toBe(id)
})

test('an invitation is accepted, another declined; a group is left, an owner is told why not', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)

  await test.step('accepted', async () => {
    const pane = await chooseGroup(page, 'Product council')
    await expect(checkCard(page)).toContainText(text('groups.cannot.invited.text'))
    await button(pane, 'groups.accept').click()
    await expect(groupRow(page, 'Product council')).toContainText(text('relations.member'))
    expect(await groupNamed(practice, 'Product council')).toMatchObject({ role: 'K' })
    await expect(button(pane, 'groups.accept')).toHaveCount(0)
  })
  await test.step('left, after a question', async () => {
    const pane = groupPane(page)
    await button(pane, 'groups.leave.button').click()
    const asked = dialog(page, 'groups.leave.title', { name: 'Product council' })
    await button(asked, 'app.cancel').click()
    expect(await groupNamed(practice, 'Product council')).toMatchObject({ role: 'K' })
    await button(pane, 'groups.leave.button').click()
    await button(asked, 'groups.leave.button').click()
    await expect(asked).toBeHidden()
    await expect(groupRow(page, 'Product council')).not.toContainText(text('relations.member'))
    expect(await groupNamed(practice, 'Product council')).toMatchObject({ role: '' })
  })
  await test.step('declined, after a question', async () => {
    await changePortal(practice, 'acme', {
      relation: { groupId: (await groupNamed(practice, 'Website relaunch')).groupId, role: 'Z', initiatedBy: 'G' },
    })
    const pane = await chooseGroup(page, 'Website relaunch')
    await button(pane, 'groups.decline').click()
    const asked = dialog(page, 'groups.declining.title', { name: 'Website relaunch' })
    await button(asked, 'groups.decline').click()
    await expect(asked).toBeHidden()
    await expect(checkCard(page)).toContainText(text('groups.rule.approval.lead'))
    expect(await groupNamed(practice, 'Website relaunch')).toMatchObject({ role: '' })
  })
  await test.step('an owner cannot leave', async () => {
    const pane = await chooseGroup(page, 'Night shift')
    await expect(pane).toContainText(text('groups.leave.owner'))
    await expect(button(pane, 'groups.leave.button')).toHaveCount(0)
  })
})

test('without a connection the page shows what is known, says so, and fills in afterwards', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await chooseGroup(page, 'Office life')
  const members = groupPane(page).getByTestId('members').getByRole('listitem')
  await expect(members.first()).toBeVisible()
  await practice.fault({ times: 0, effect: { kind: 'reset' } })
  await chooseGroup(page, 'Welcome desk')
  await expect(groupPane(page).getByTestId('error-note').first()).toBeVisible()
  await expect(groupPane(page).getByText(text('groups.fact.active'))).toBeVisible()
  await chooseGroup(page, 'Office life')
  await expect(members.first()).toBeVisible()
  await practice.control('DELETE', 'faults')
  await chooseGroup(page, 'Welcome desk')
  await expect(checkCard(page)).toContainText(text('groups.rule.open.lead'))
  await expect(members.first()).toBeVisible()
})

test('a join link on the clipboard is offered once, and looked at only when the user says so', async ({
  app,
  practice,
}) => {
  const { page } = app
  await signInAnna(page, practice)
  await goTo(page, 'groups')
  const [first = '', second = ''] = practice.info.bluesky.joinLinks
  const bar = page.getByTestId('clipboard-bar')
  await copyElsewhere(app, first)
  await expect(bar).toContainText(first.replace('https://', ''))
  expect(await practice.arrived('chat.bsky.group.getJoinLinkPreviews')).toEqual([])
  await button(bar, 'groups.clipboard.dismiss').click()
  await expect(bar).toHaveCount(0)

  await copyElsewhere(app, second)
  await button(bar, 'groups.clipboard.look').click()
  const asked = dialog(page, 'groups.link.title')
  await expect(asked.getByTestId('link-preview')).toBeVisible()
  await expect(asked.getByRole('textbox')).toHaveValue(second)
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})
