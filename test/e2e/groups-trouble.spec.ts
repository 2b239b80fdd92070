// Asking to join when the portal refuses, is busy, or breaks off: nothing is sent twice, and each case has its sentence.
import type { ErrorCode } from '../../src/shared/contract/errors'
import { sentence, sheet, webhookOf } from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, goTo } from './support/journeys'
import {
  askButton,
  askResult,
  checkCard,
  chooseGroup,
  enterPortal,
  groupNamed,
  groupPane,
  groupRow,
  groupsOf,
  joinButton,
  REQUEST,
  requestRow,
} from './support/portal'
import { text, textOf } from './support/text'
import { layWire } from './support/wire'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const CLOSED = 'Suppliers and tenders'

/** Code and text of a refusal, and what we say. The codes are empty, zero, or left over from elsewhere. */
const REFUSALS: readonly (readonly [status: number, error: string, description: string, says: ErrorCode])[] = [
  [400, '', 'Cannot request to join group', 'requests.cannotRequest'],
  [400, '0', 'Socialnetwork group not found', 'requests.notVisible'],
  [400, '', 'Wrong group ID', 'groups.notFound'],
  [400, 'ERROR_CORE', 'Cannot request to join group', 'requests.cannotRequest'],
  [200, '', 'Socialnetwork group not found', 'requests.notVisible'],
  [400, 'ERROR_CREATE_USER2GROUP', 'Ошибка создания связи пользователя и группы.', 'requests.cannotRequest'],
  [400, 'ERROR_NO_GROUP', 'Группа не найдена.', 'requests.notVisible'],
  [400, '', 'Etwas ganz anderes', 'bitrix24.refused'],
  [403, 'ACCESS_DENIED', 'Access denied', 'bitrix24.accessDenied'],
  [403, 'insufficient_scope', 'The request requires higher privileges', 'bitrix24.insufficientScope'],
  [401, 'INVALID_CREDENTIALS', 'Invalid request credentials', 'bitrix24.invalidCredentials'],
]

test('every refusal has its own sentence, and asking again is possible', async ({ app, practice }) => {
  const { page } = app
  const { host } = await enterPortal(page, practice)
  await chooseGroup(page, CLOSED)
  for (const [status, error, description, says] of REFUSALS) {
    await test.step(`${String(status)} "${error}" ${description}`, async () => {
      await practice.fault({ method: REQUEST, effect: { kind: 'error', status, error, description } })
      await askButton(page).click()
      await expect(askResult(page)).toContainText(sentence(says, { host }))
      await expect(askResult(page)).toContainText(text('groups.result.failed'))
    })
  }
  expect((await practice.arrived(REQUEST)).map(({ processed }) => processed)).toEqual(REFUSALS.map(() => false))
  expect(await groupNamed(practice, CLOSED)).toMatchObject({ role: '' })

  await test.step('a busy portal is asked again by itself', async () => {
    const effect = { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED', description: 'Too many requests' }
    await practice.fault({ method: REQUEST, times: 1, effect })
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    const sent = (await practice.arrived(REQUEST)).slice(REFUSALS.length)
    expect(sent.map(({ processed }) => processed)).toEqual([false, true])
  })

  await test.step('a storm of 503 is told', async () => {
    const effect = { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED', description: 'Too many requests' }
    await practice.fault({ times: 0, effect })
    await chooseGroup(page, 'Website relaunch')
    await expect(groupPane(page)).toContainText(sentence('bitrix24.queryLimit', { host }))
    await practice.control('DELETE', 'faults')
    await button(groupPane(page), 'app.tryAgain').click()
    await expect(checkCard(page)).toContainText(text('groups.rule.approval.lead'))
  })
})

test('a lost answer is resolved by reading, never by sending again', async ({ app, practice }) => {
  const { page } = app
  await enterPortal(page, practice)

  await test.step('it had arrived', async () => {
    await chooseGroup(page, CLOSED)
    await practice.fault({ method: REQUEST, effect: { kind: 'reset', processed: true } })
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    await expect(groupRow(page, CLOSED)).toContainText(text('relations.requested'))
    expect(await practice.arrived(REQUEST)).toHaveLength(1)
  })

  await test.step('it had arrived, and one is in', async () => {
    await chooseGroup(page, 'Welcome desk')
    await practice.fault({ method: REQUEST, effect: { kind: 'cut', bytes: 5 } })
    await joinButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.joined.title'))
    expect(await practice.arrived(REQUEST)).toHaveLength(2)
  })

  await test.step('it had not: told at first as not certain, then as not sent, then asked again', async () => {
    await chooseGroup(page, 'Website relaunch')
    await practice.fault({ method: REQUEST, effect: { kind: 'reset' } })
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.unknown'))
    await expect(askResult(page)).toContainText(sentence('requests.unknownOutcome'))
    await expect(askButton(page)).toHaveCount(0)
    await expect(askResult(page)).toContainText(sentence('requests.notSent'), { timeout: 20_000 })
    expect((await practice.arrived(REQUEST)).map(({ processed }) => processed)).toEqual([true, true, false])
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    expect((await practice.arrived(REQUEST)).map(({ processed }) => processed)).toEqual([true, true, false, true])
  })

  await test.step('two clicks ask once', async () => {
    await chooseGroup(page, 'Agency collab')
    await practice.fault({ method: REQUEST, delayMs: 400 })
    await askButton(page).dblclick()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    expect(await practice.arrived(REQUEST)).toHaveLength(5)
  })

  await goTo(page, 'requests')
  await expect(sheet(page).getByTestId('request-row')).toHaveCount(5)
  const again = requestRow(page, 'Website relaunch')
  await expect(again).toHaveCount(2)
  await expect(again.filter({ hasText: text('requests.state.notSent') })).toHaveCount(1)
})

test('offline: said, nothing is lost, and it works when the line is back', async ({ app, practice }) => {
  const { page } = app
  const wire = await layWire(await webhookOf(practice, 'acme'))
  try {
    const { host } = await enterPortal(page, practice, { address: wire.address })
    const pane = await chooseGroup(page, CLOSED)
    await expect(askButton(page)).toBeEnabled()
    await pane.getByLabel(text('groups.message')).fill('Still here')
    await wire.down()
    await askButton(page).click()
    await expect(button(pane, 'app.tryAgain')).toBeVisible()
    await expect(pane.getByRole('alert')).toContainText(sentence('net.refused', { host }))
    await expect(pane.getByLabel(text('groups.message'))).toHaveValue('Still here')
    expect(await practice.arrived(REQUEST)).toEqual([])
    await wire.up()
    await button(pane, 'app.tryAgain').click()
    await askButton(page).click()
    await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
    expect(await groupNamed(practice, CLOSED)).toMatchObject({ message: 'Still here' })
  } finally {
    await wire.close()
  }
})

test('a webhook without the scope to see pending requests: less is known, and nobody is asked twice', async ({
  app,
  practice,
}) => {
  const { page } = app
  await enterPortal(page, practice, { portal: 'studio' })
  const listed = (await groupsOf(practice, 'studio')).filter(
    ({ visible, role, closed }) => (visible || ['A', 'E', 'K'].includes(role)) && !closed,
  )
  await expect(sheet(page).getByRole('status').filter({ hasText: /found/ })).toHaveText(
    textOf(listed.length, 'groups.found'),
  )
  await chooseGroup(page, 'All hands')
  await expect(checkCard(page)).toContainText(text('groups.cannot.alreadyMember.lead'))
  await chooseGroup(page, 'Night shift')
  await expect(checkCard(page)).toContainText(text('groups.cannot.owner.lead'))

  await chooseGroup(page, 'Welcome desk')
  await expect(checkCard(page)).toContainText(text('groups.rule.unknown.lead'))
  await groupPane(page)
    .getByRole('button', { name: text('groups.join') })
    .click()
  await expect(askResult(page)).toContainText(text('groups.result.joined.title'))

  await chooseGroup(page, CLOSED)
  await expect(checkCard(page)).toContainText(text('groups.rule.unknown.lead'))
  await askButton(page).click()
  await expect(askResult(page)).toContainText(text('groups.result.pending.title'))
  expect(await groupNamed(practice, CLOSED, 'studio')).toMatchObject({ role: 'Z', initiatedBy: 'U' })
  expect(await practice.arrived(REQUEST)).toHaveLength(2)

  await page.reload()
  await chooseGroup(page, CLOSED)
  await expect(checkCard(page)).toContainText(text('groups.cannot.alreadyRequested.lead'))
  await expect(askButton(page)).toHaveCount(0)
  expect(await practice.arrived(REQUEST)).toHaveLength(2)
})
