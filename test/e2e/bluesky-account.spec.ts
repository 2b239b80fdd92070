// Connecting Bluesky accounts: every way in, every refusal, and nothing sent that was not agreed to.
import { expect, test } from './support/fixtures'
import {
  agreeToHost,
  expectNothingUnexpected,
  field,
  hostOf,
  hostQuestion,
  inRail,
  LOGIN,
  LOGOUT,
  openSignIn,
  person,
  signInAnna,
  typeAndSignIn,
} from './support/bluesky'
import { button, chooseSessionOnly, dialog } from './support/journeys'
import { text } from './support/text'

test.use({ practiceArgs: ['--still'] })

test.afterEach(async ({ practice }) => {
  await expectNothingUnexpected(practice)
})

test('by DID: the password goes to the account’s server only after the yes', async ({ app, practice }) => {
  const { page } = app
  const anna = await person(practice, 'anna')
  const host = hostOf(practice)
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword })
  await expect(hostQuestion(signIn, host)).toContainText(text('accounts.bluesky.askHostText'))
  expect(await practice.arrived(LOGIN)).toEqual([])

  await button(hostQuestion(signIn, host), 'app.cancel').click()
  await expect(hostQuestion(signIn, host)).toBeHidden()
  await expect(field(signIn, 'identifier')).toHaveValue(anna.did)
  await expect(field(signIn, 'appPassword')).toHaveValue(anna.appPassword)
  await button(signIn, 'accounts.bluesky.signIn').click()
  await expect(hostQuestion(signIn, host)).toBeVisible()
  expect(await practice.arrived(LOGIN)).toEqual([])

  await agreeToHost(signIn, host)
  await chooseSessionOnly(page)
  await expect(inRail(page, anna)).toHaveAttribute('aria-pressed', 'true')
  await expect(signIn).toBeHidden()
  await expect(
    page.getByText(text('accounts.connected', { name: anna.identifier }), { exact: true }).first(),
  ).toBeVisible()
  const navigation = page.getByRole('navigation', { name: text('nav.label') })
  await expect(navigation).toContainText(`${host} · ${anna.identifier}`)
  await expect(navigation).toContainText(text('vault.state.degraded'))
  const logins = await practice.arrived(LOGIN)
  expect(new Set(logins.map(({ params }) => params['identifier']))).toEqual(new Set([anna.did]))
})

test('by handle, at the server the person names', async ({ app, practice }) => {
  const { page } = app
  const anna = await person(practice, 'anna')
  const host = hostOf(practice)
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, {
    identifier: `@${anna.identifier.toUpperCase()} `,
    password: anna.appPassword,
    server: host,
  })
  await expect(hostQuestion(signIn, host)).toBeVisible()
  expect(await practice.arrived(LOGIN)).toEqual([])
  await agreeToHost(signIn, host)
  await chooseSessionOnly(page)
  await expect(inRail(page, anna)).toBeVisible()
  expect(await practice.arrived('com.atproto.identity.resolveHandle')).not.toEqual([])
})

test('by e-mail and app password, without a code', async ({ app, practice }) => {
  const { page } = app
  const vera = await person(practice, 'vera')
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, {
    identifier: vera.email,
    password: vera.appPassword,
    server: practice.info.bluesky.serviceUrl,
  })
  expect(await practice.arrived(LOGIN)).toEqual([])
  await agreeToHost(signIn, hostOf(practice))
  await chooseSessionOnly(page)
  await expect(inRail(page, vera)).toBeVisible()
})

test('the account’s own password: warned about, then the code from the e-mail, wrong and right', async ({
  app,
  practice,
}) => {
  const { page } = app
  const vera = await person(practice, 'vera')
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, { identifier: vera.did, password: vera.password })
  await expect(signIn).toContainText(text('errors.bluesky.accountPassword'))
  expect(await practice.arrived(LOGIN)).toEqual([])
  await button(signIn, 'accounts.bluesky.useAnyway').click()
  await agreeToHost(signIn, hostOf(practice))
  await expect(signIn.getByRole('alert')).toContainText(text('errors.bluesky.authFactorRequired'))

  await field(signIn, 'code').fill('WRONG-CODES')
  await button(signIn, 'accounts.bluesky.signIn').click()
  // A code works once, so the vault is opened before it is sent.
  await chooseSessionOnly(page)
  await expect(signIn.getByRole('alert')).toContainText(text('errors.bluesky.authFactorInvalid'))
  await expect(field(signIn, 'identifier')).toHaveValue(vera.did)
  await expect(field(signIn, 'appPassword')).toHaveValue(vera.password)

  await field(signIn, 'code').fill(` ${vera.authFactorToken.toLowerCase()} `)
  await button(signIn, 'accounts.bluesky.signIn').click()
  await expect(inRail(page, vera)).toBeVisible()
  expect((await practice.arrived(LOGIN)).map(({ status }) => status)).toEqual([401, 400, 200])
})

test('each refusal has its sentence, and what was typed stays', async ({ app, practice }) => {
  const { page } = app
  const anna = await person(practice, 'anna')
  const timur = await person(practice, 'timur')
  const host = hostOf(practice)
  const signIn = await openSignIn(page)
  const alert = signIn.getByRole('alert')

  await test.step('not an identifier', async () => {
    await typeAndSignIn(signIn, { identifier: 'anna the great', password: anna.appPassword })
    await expect(alert).toContainText(text('errors.bluesky.badIdentifier'))
    await expect(field(signIn, 'identifier')).toHaveValue('anna the great')
  })
  await test.step('unknown DID', async () => {
    const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
    await typeAndSignIn(signIn, { identifier: did, password: anna.appPassword })
    await expect(alert).toContainText(text('errors.bluesky.didNotFound', { did }))
    await expect(field(signIn, 'appPassword')).toHaveValue(anna.appPassword)
  })
  await test.step('wrong password', async () => {
    await typeAndSignIn(signIn, { identifier: anna.did, password: 'aaaa-bbbb-cccc-dddd' })
    await agreeToHost(signIn, host)
    await expect(alert).toContainText(text('errors.bluesky.wrongPassword'))
    await expect(field(signIn, 'identifier')).toHaveValue(anna.did)
    await expect(field(signIn, 'appPassword')).toHaveValue('aaaa-bbbb-cccc-dddd')
  })
  await test.step('an app password without access to direct messages', async () => {
    await typeAndSignIn(signIn, { identifier: anna.did, password: anna.plainAppPassword })
    await agreeToHost(signIn, host)
    await expect(alert).toContainText(text('errors.bluesky.noDmAccess'))
    // The session that came of it is not left behind.
    expect(await practice.arrived(LOGOUT)).toHaveLength(1)
  })
  await test.step('a taken-down account', async () => {
    await typeAndSignIn(signIn, { identifier: timur.did, password: timur.appPassword })
    await agreeToHost(signIn, host)
    await expect(alert).toContainText(text('errors.bluesky.takenDown'))
  })
  await test.step('unknown handle at a named server', async () => {
    const handle = 'nobody.practice.test'
    await typeAndSignIn(signIn, { identifier: handle, password: anna.appPassword, server: host })
    await agreeToHost(signIn, host)
    await expect(alert).toContainText(text('errors.bluesky.handleNotFound', { handle }))
    await expect(field(signIn, 'server')).toHaveValue(host)
  })
  await expect(page.getByTestId('rail-account')).toHaveCount(0)
})

test('a server that is down is told as that, nothing is lost, and the same dialog goes on when it is back', async ({
  app,
  practice,
}) => {
  const { page } = app
  const anna = await person(practice, 'anna')
  const host = hostOf(practice)
  const signIn = await openSignIn(page)
  const alert = signIn.getByRole('alert')
  const again = button(signIn, 'accounts.bluesky.signIn')
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword })
  await expect(hostQuestion(signIn, host)).toBeVisible()

  await practice.fault({
    service: 'bluesky',
    portal: 'pds',
    method: LOGIN,
    effect: { kind: 'html', page: 'maintenance' },
  })
  await agreeToHost(signIn, host)
  await expect(alert).toContainText(text('errors.net.serverError', { host }))

  await practice.fault({ service: 'bluesky', portal: 'pds', method: LOGIN, effect: { kind: 'reset' } })
  await again.click()
  await expect(alert).toContainText(text('errors.net.reset', { host }))

  await practice.fault({ service: 'bluesky', portal: 'pds', method: LOGIN, effect: { kind: 'html', page: 'login' } })
  await again.click()
  await expect(alert).toContainText(text('errors.net.notJson', { host }))

  await practice.fault({
    service: 'bluesky',
    portal: 'chat',
    effect: { kind: 'error', status: 500, error: 'InternalServerError' },
  })
  await again.click()
  await expect(alert).toContainText(text('errors.bluesky.chatUnavailable'))

  await expect(field(signIn, 'identifier')).toHaveValue(anna.did)
  await expect(field(signIn, 'appPassword')).toHaveValue(anna.appPassword)
  await again.click()
  await chooseSessionOnly(page)
  await expect(inRail(page, anna)).toBeVisible()
})

test('closing the dialog and the vault’s question loses nothing', async ({ app, practice }) => {
  const { page } = app
  const anna = await person(practice, 'anna')
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, { identifier: anna.did, password: anna.appPassword })
  await agreeToHost(signIn, hostOf(practice))
  await expect(dialog(page, 'vault.absent.title')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(signIn.getByRole('alert')).toContainText(text('errors.vault.absent'))
  expect(await practice.arrived(LOGOUT)).toHaveLength(1)
  await button(signIn, 'app.cancel').click()
  await openSignIn(page)
  await expect(field(signIn, 'identifier')).toHaveValue(anna.did)
  await expect(field(signIn, 'appPassword')).toHaveValue(anna.appPassword)
})

test('signing in twice as the same person is one account', async ({ app, practice }) => {
  const { page } = app
  const anna = await signInAnna(page, practice)
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, { identifier: anna.email, password: anna.appPassword, server: hostOf(practice) })
  await agreeToHost(signIn, hostOf(practice))
  await expect(signIn).toBeHidden()
  await expect(page.getByTestId('rail-account')).toHaveCount(1)
})
