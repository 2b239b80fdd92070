// Who asks me: requests to the groups I run and invitations to me, decided with time to take it back, on both networks.
import { expectNothingUnexpected, happens, outcome, processed, signInAnna } from './support/bluesky'
import { changePortal } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo } from './support/journeys'
import { enterPortal, groupNamed, groupRow, searchField } from './support/portal'
import {
  approve,
  asker,
  choose,
  CONFIRM,
  confirmed,
  decided,
  decline,
  invitation,
  namesIn,
  waitingAt,
  whoAsks,
} from './support/requests'
import { text, textOf } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const [PRIYA, ZOE, RUTH] = ['Priya Lindqvist', 'Zoe Bennett', 'Ruth Novak']

test('at a portal: approved and declined, one and many, and taken back in time', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  // Time enough to take it back on any machine.
  await app.invoke('settings.set', { holdSeconds: 30 })
  await goTo(page, 'requests')
  const column = whoAsks(page)
  const rows = column.getByRole('region', { name: 'Night shift', exact: true }).getByTestId('incoming-row')

  await test.step('everybody who waits is there, longest waiting first, with what they wrote', async () => {
    await expect(rows).toHaveCount(3)
    expect(await namesIn(rows)).toEqual([RUTH, ZOE, PRIYA])
    await expect(asker(page, PRIYA)).toContainText('May I join you?')
  })

  await test.step('taken back by its button, before anything left', async () => {
    await approve(page, PRIYA).click()
    await expect(asker(page, PRIYA)).toContainText(/Will be approved in \d+ s/)
    await button(page, 'requests.incoming.undoName', { name: PRIYA }).click()
    await expect(approve(page, PRIYA)).toBeEnabled()
  })
  await test.step('taken back by Ctrl+Z', async () => {
    await decline(page, ZOE).click()
    await expect(page.getByText(text('requests.incoming.notice.decline', { name: ZOE }), { exact: true })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByText(text('requests.incoming.notice.undone'), { exact: true })).toBeVisible()
    await expect(decline(page, ZOE)).toBeEnabled()
    expect(await practice.arrived(CONFIRM)).toEqual([])
    expect(await waitingAt(practice)).toBe(3)
  })

  await test.step('approved, once, after the time to take it back', async () => {
    await app.invoke('settings.set', { holdSeconds: 2 })
    await approve(page, PRIYA).click()
    await expect(decided(page, PRIYA)).toContainText(text('requests.incoming.state.approved'))
    expect(await confirmed(practice)).toEqual(['Y'])
    expect(await waitingAt(practice)).toBe(2)
  })
  await test.step('many are declined after a question', async () => {
    for (const name of [ZOE, RUTH]) await choose(page, name).check()
    await button(column, 'requests.incoming.declineSome', { n: '2' }).click()
    const asked = page.getByRole('dialog', { name: textOf(2, 'requests.incoming.confirmDecline'), exact: true })
    await button(asked, 'requests.incoming.decline').click()
    await expect(decided(page, RUTH)).toContainText(text('requests.incoming.state.declined'))
    await expect(decided(page, ZOE)).toContainText(text('requests.incoming.state.declined'))
    expect(await confirmed(practice)).toEqual(['Y', 'N', 'N'])
    expect(await waitingAt(practice)).toBe(0)
  })
})

test('somebody new is seen by looking again; one who left, and a decision that failed, are told', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice)
  await app.invoke('settings.set', { holdSeconds: 0 })
  await goTo(page, 'requests')
  const rows = whoAsks(page).getByRole('region', { name: 'Night shift', exact: true }).getByTestId('incoming-row')
  await expect(rows).toHaveCount(3)
  const { groupId } = await groupNamed(practice, 'Night shift')

  await test.step('somebody new', async () => {
    await changePortal(practice, 'acme', { request: { groupId, message: '3 < 4 & "so on"' } })
    await button(page, 'requests.incoming.refresh').click()
    await expect(rows).toHaveCount(4)
    await expect(rows.last()).toContainText('3 < 4 & "so on"')
  })
  await test.step('one who took it back meanwhile', async () => {
    await changePortal(practice, 'acme', { request: { groupId, userId: 51, withdraw: true } })
    await approve(page, RUTH).click()
    await expect(decided(page, RUTH)).toContainText(text('requests.incoming.state.gone'))
    expect(await confirmed(practice)).toEqual([])
  })
  await test.step('a decision the portal refuses says why, and is tried again', async () => {
    await practice.fault({
      portal: 'acme',
      method: CONFIRM,
      effect: { kind: 'error', status: 403, error: 'ACCESS_DENIED', description: 'Access denied!' },
    })
    await approve(page, ZOE).click()
    await expect(asker(page, ZOE)).toContainText(text('requests.incoming.state.failed'))
    await button(asker(page, ZOE), 'requests.incoming.retry').click()
    await expect(decided(page, ZOE)).toContainText(text('requests.incoming.state.approved'))
  })
  await test.step('a lost answer is settled by reading, not by deciding twice', async () => {
    await practice.fault({ portal: 'acme', method: CONFIRM, effect: { kind: 'reset', processed: true } })
    await decline(page, PRIYA).click()
    await expect(decided(page, PRIYA)).toBeVisible({ timeout: 30_000 })
    expect(await confirmed(practice)).toEqual(['Y', 'N'])
  })
})

test('on Bluesky: decided one by one and chosen together, over several groups', async ({ app, practice }) => {
  const { page } = app
  const { name: workshop } = await outcome(practice, 'mine')
  await signInAnna(page, practice)
  await app.invoke('settings.set', { holdSeconds: 0 })
  await goTo(page, 'requests')
  const group = whoAsks(page).getByRole('region', { name: workshop, exact: true })
  const rows = group.getByTestId('incoming-row')
  await expect(rows).toHaveCount(5)
  const names = (await namesIn(rows)).map(String)
  const [first, second, third, fourth] = names as [string, string, string, string]

  await test.step('one approved, one declined', async () => {
    await button(rows.first(), 'requests.incoming.approveName', { name: first }).click()
    await expect(decided(page, first)).toContainText(text('requests.incoming.state.approved'))
    await button(rows.first(), 'requests.incoming.declineName', { name: second }).click()
    await expect(decided(page, second)).toContainText(text('requests.incoming.state.declined'))
    expect((await outcome(practice, 'mine')).requests).toHaveLength(3)
  })
  await test.step('two chosen', async () => {
    for (const name of [third, fourth]) await choose(rows, name).check()
    await button(page, 'requests.incoming.approveSome', { n: '2' }).click()
    const asked = page.getByRole('dialog', { name: textOf(2, 'requests.incoming.confirmApprove'), exact: true })
    await button(asked, 'requests.incoming.approve').click()
    await expect(decided(page, third)).toContainText(text('requests.incoming.state.approved'))
    await expect(decided(page, fourth)).toContainText(text('requests.incoming.state.approved'))
  })
  expect(await processed(practice, 'chat.bsky.group.approveJoinRequest')).toBe(3)
  expect(await processed(practice, 'chat.bsky.group.rejectJoinRequest')).toBe(1)
  expect((await outcome(practice, 'mine')).requests).toHaveLength(1)
  await happens(practice, { group: 'mine', request: 'boris' })
  await button(page, 'requests.incoming.refresh').click()
  await expect(rows).toHaveCount(2)
  await expectNothingUnexpected(practice)
})

test('invitations to me are accepted, and declined after a question', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)
  await goTo(page, 'requests')

  await test.step('accepted', async () => {
    await button(page, 'requests.invitations.acceptName', { name: 'Product council' }).click()
    await expect(invitation(page, 'Product council')).toHaveCount(0)
    await expect(
      page.getByText(text('requests.invitations.accepted', { name: 'Product council' }), { exact: true }),
    ).toBeVisible()
    expect(await groupNamed(practice, 'Product council')).toMatchObject({ role: 'K' })
  })
  await test.step('declined', async () => {
    const name = 'Hiring: retrospective'
    await button(page, 'requests.invitations.declineName', { name }).click()
    expect(await groupNamed(practice, name)).toMatchObject({ role: 'Z' })
    await button(dialog(page, 'requests.invitations.declineTitle', { name }), 'requests.invitations.decline').click()
    await expect(invitation(page, name)).toHaveCount(0)
    expect(await groupNamed(practice, name)).toMatchObject({ role: '' })
  })
  await test.step('taken back meanwhile', async () => {
    const name = 'Warehouse: onboarding'
    const { groupId } = await groupNamed(practice, name)
    await changePortal(practice, 'acme', { relation: { groupId, role: '' } })
    await button(page, 'requests.invitations.acceptName', { name }).click()
    await expect(page.getByText(text('errors.requests.notInvited'), { exact: true })).toBeVisible()
    await expect(invitation(page, name)).toHaveCount(0)
  })
})

test('an invitation to a secret group, which no list of groups shows, is shown and answered', async ({
  app,
  practice,
}) => {
  const { page } = app
  const name = 'Merger talks'
  await enterPortal(page, practice)
  const { groupId } = await groupNamed(practice, name)
  await changePortal(practice, 'acme', { relation: { groupId, role: 'Z', initiatedBy: 'G' } })
  await goTo(page, 'requests')
  await button(page, 'requests.incoming.refresh').click()
  await expect(invitation(page, name)).toContainText(text('requests.invitations.outside'))
  await button(page, 'requests.invitations.acceptName', { name }).click()
  await expect(invitation(page, name)).toHaveCount(0)
  expect(await groupNamed(practice, name)).toMatchObject({ role: 'K' })
  // It is found among my groups at once, not with the next reading.
  await goTo(page, 'groups')
  await searchField(page).fill(name)
  await expect(groupRow(page, name)).toBeVisible()
})

test('where a webhook may not know who asks, that is said', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice, { portal: 'studio' })
  await goTo(page, 'requests')
  await expect(whoAsks(page)).toContainText(
    text('requests.incoming.notKnown', { account: host, scopes: 'socialnetwork' }),
  )
})
