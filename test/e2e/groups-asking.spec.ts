// Asking to join a Bitrix24 group: joined, waiting, and every relation that a request would overwrite.
import { changePortal, sheet } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  askButton,
  askResult,
  checkCard,
  chooseGroup,
  enterPortal,
  findArchived,
  groupNamed,
  groupPane,
  groupRow,
  joinButton,
  REQUEST,
  requestRow,
  searchField,
} from './support/portal'
import { text } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

test('an open group is joined, a closed one asked, an archived one warned of; the answer is followed', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)

  await test.step('open: a member at once', async () => {
    const pane = await chooseGroup(page, 'Welcome desk')
    await expect(checkCard(page)).toContainText(`${text('groups.rule.open.lead')} ${text('groups.rule.open.text')}`)
    await joinButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.joined.title'))
    await expect(groupRow(page, 'Welcome desk')).toContainText(text('relations.member'))
    await expect(pane).toContainText(text('relations.member'))
    await expect(joinButton(page)).toHaveCount(0)
    expect(await groupNamed(practice, 'Welcome desk')).toMatchObject({ role: 'K' })
  })

  await test.step('closed: a request with a message', async () => {
    const pane = await chooseGroup(page, 'Suppliers and tenders')
    await expect(checkCard(page)).toContainText(text('groups.rule.approval.lead'))
    await pane.getByLabel(text('groups.message')).fill('  Hello,\nI work with «two» suppliers & <b>tenders</b>  ')
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    await expect(groupRow(page, 'Suppliers and tenders')).toContainText(text('relations.requested'))
    expect(await groupNamed(practice, 'Suppliers and tenders')).toMatchObject({
      role: 'Z',
      initiatedBy: 'U',
      message: 'Hello,\nI work with «two» suppliers & <b>tenders</b>',
    })
  })

  await test.step('archived: warned, and still possible', async () => {
    await findArchived(page, 'with')
    await chooseGroup(page, 'Office move 2019')
    await expect(groupRow(page, 'Office move 2019')).toContainText(
      text('groups.archivedKind', { kind: text('groups.kind.group') }),
    )
    await expect(checkCard(page)).toContainText(text('groups.rule.archived.lead'))
    await expect(checkCard(page)).toContainText(text('groups.rule.archived.text'))
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    await findArchived(page, 'without')
  })
  expect((await practice.arrived(REQUEST)).map(({ processed }) => processed)).toEqual([true, true, true])

  await test.step('the requests view follows them to the end', async () => {
    await askResult(page)
      .getByRole('button', { name: text('groups.openRequests') })
      .click()
    await expect(sheet(page).getByTestId('request-row')).toHaveCount(3)
    await expect(requestRow(page, 'Welcome desk')).toContainText(text('requests.state.joined'))
    const waiting = requestRow(page, 'Suppliers and tenders')
    await expect(waiting).toContainText(text('requests.state.pending'))
    await expect(button(waiting, 'requests.withdraw')).toBeVisible()
    await button(waiting, 'requests.history', { name: 'Suppliers and tenders' }).click()
    await expect(waiting.locator('blockquote')).toHaveText(/two» suppliers & <b>tenders<\/b>/)
    await practice.control('POST', 'advance', { decide: 'accept' })
    await button(waiting, 'requests.refreshOne').click()
    await expect(waiting).toContainText(text('requests.state.joined'))
    await goTo(page, 'groups')
    await chooseGroup(page, 'Suppliers and tenders')
    await expect(askResult(page)).toContainText(text('groups.result.joined.title'))
    await expect(groupRow(page, 'Suppliers and tenders')).toContainText(text('relations.member'))
  })
  expect(await practice.arrived(REQUEST)).toHaveLength(3)
})

const STANDING = [
  ['All hands', 'alreadyMember', 'K'],
  ['Office life', 'moderator', 'E'],
  ['Night shift', 'owner', 'A'],
  ['Board minutes', 'alreadyRequested', 'Z'],
  ['Product council', 'invited', 'Z'],
  ['Debate club', 'banned', 'T'],
  ['Switched off', 'cannotRequest', ''],
  ['Salary review', 'alreadyMember', 'K'],
] as const

test('where a request would overwrite what I am, nothing is offered and nothing is sent', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  for (const [name, reason, role] of STANDING) {
    await test.step(`${name}: ${reason}`, async () => {
      await chooseGroup(page, name)
      await expect(checkCard(page)).toContainText(text(`groups.cannot.${reason}.lead`))
      await expect(checkCard(page)).toContainText(text(`groups.cannot.${reason}.text`))
      await expect(askButton(page).or(joinButton(page))).toHaveCount(0)
      await page.keyboard.press('KeyR')
      await page.keyboard.press('Control+Enter')
      expect(await groupNamed(practice, name)).toMatchObject({ role })
    })
  }
  await test.step('a secret group is not found at all', async () => {
    await searchField(page).fill('Merger talks')
    await expect(sheet(page)).toContainText(text('groups.emptySearch'))
  })
  await test.step('a group that became secret to me', async () => {
    const { groupId } = await groupNamed(practice, 'Salary review')
    await changePortal(practice, 'acme', { relation: { groupId, role: '' } })
    await chooseGroup(page, 'All hands')
    await chooseGroup(page, 'Salary review')
    await expect(checkCard(page)).toContainText(text('groups.cannot.notVisible.lead'))
    await expect(askButton(page).or(joinButton(page))).toHaveCount(0)
  })
  expect(await practice.arrived(REQUEST)).toEqual([])
})

const MEANWHILE = [
  ['Website relaunch', { role: 'K' }, 'requests.alreadyMember'],
  ['Agency collab', { role: 'E' }, 'requests.moderator'],
  ['Welcome desk', { role: 'A' }, 'requests.owner'],
  ['Suppliers and tenders', { role: 'Z', initiatedBy: 'U' }, 'requests.alreadyRequested'],
  ['Support: weekly', { role: 'Z', initiatedBy: 'G' }, 'requests.invited'],
] as const

test('what changed while the group was on screen is seen before anything is sent', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  for (const [name, relation, code] of MEANWHILE) {
    await test.step(code, async () => {
      const pane = await chooseGroup(page, name)
      const ask = askButton(page).or(joinButton(page))
      await expect(ask).toBeEnabled()
      const { groupId } = await groupNamed(practice, name)
      await changePortal(practice, 'acme', { relation: { groupId, ...relation } })
      await ask.click()
      await expect(pane.getByRole('alert')).toContainText(text(`errors.${code}`))
      await expect(ask).toHaveCount(0)
      expect(await groupNamed(practice, name)).toMatchObject(relation)
    })
  }
  expect(await practice.arrived(REQUEST)).toEqual([])
  await goTo(page, 'requests')
  await expect(sheet(page)).toContainText(text('requests.empty'))
  await goTo(page, 'groups')
  await expect(groupPane(page)).toBeVisible()
})
