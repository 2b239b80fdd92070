// Connecting a portal that cannot be connected: each reason has its own sentence, nothing is kept, and what was typed stays.
import type { Locator } from '@playwright/test'
import type { ErrorCode } from '../../src/shared/contract/errors'
import {
  addressField,
  changePortal,
  openConnect,
  sentence,
  sheet,
  shownAccount,
  submitAddress,
  webhookOf,
} from './support/bitrix24'
import { expect, test } from './support/fixtures'
import { button, chooseSessionOnly, railAccounts } from './support/journeys'
import { nobodyHome, serve, serveFront, serveHangUp } from './support/stand-ins'
import { text, type TextParams } from './support/text'

test.use({ practiceArgs: ['--still', '--unlimited'] })

/** Presses Connect and expects this refusal, with everything that was typed still there. */
async function refuses(asked: Locator, address: string, [code, params]: [ErrorCode, TextParams]): Promise<void> {
  await submitAddress(asked, address)
  await expect(asked.getByRole('alert')).toHaveText(sentence(code, params))
  await expect(addressField(asked)).toHaveValue(address)
  await expect(button(asked, 'accounts.bitrix24.connect')).toBeEnabled()
}

test('a portal that refuses the webhook: each reason has its own sentence, and Connect works once it is gone', async ({
  app,
  practice,
}) => {
  const { page } = app
  const asked = await openConnect(page)
  const harbour = await webhookOf(practice, 'old-harbour')
  await refuses(asked, harbour, ['bitrix24.invalidCredentials', { host: new URL(harbour).host }])

  const webhook = await webhookOf(practice, 'acme')
  const { host } = new URL(webhook)
  const states = {
    overload: 'bitrix24.overloadBlocked',
    noSubscription: 'bitrix24.subscription',
    portalDeleted: 'bitrix24.portalDeleted',
    userInactive: 'bitrix24.userInactive',
    httpsRequired: 'bitrix24.httpsRequired',
  } as const
  for (const [state, code] of Object.entries(states)) {
    await test.step(state, async () => {
      await changePortal(practice, 'acme', { webhook: state })
      await practice.control('DELETE', 'arrived')
      await refuses(asked, webhook, [code, { host }])
      // What a person has to put right is not tried again by itself.
      expect(await practice.arrived('batch')).toMatchObject([{ processed: false }])
    })
  }
  const said = Object.values(states).map((code) => sentence(code, { host }))
  expect(new Set(said).size).toBe(said.length)

  await expect(railAccounts(page)).toHaveCount(0)
  await changePortal(practice, 'acme', { webhook: 'ok' })
  await button(asked, 'accounts.bitrix24.connect').click()
  await chooseSessionOnly(page)
  await expect(asked).toBeHidden()
  await expect(railAccounts(page)).toHaveCount(1)
})

test('an answer that is none: web pages, half an answer, a fault, too many requests', async ({ app, practice }) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { host } = new URL(webhook)
  const asked = await openConnect(page)
  const cases: readonly (readonly [effect: Readonly<Record<string, unknown>>, code: ErrorCode])[] = [
    [{ kind: 'html', page: 'login' }, 'net.notJson'],
    [{ kind: 'html', page: 'captivePortal' }, 'net.notJson'],
    [{ kind: 'html', page: 'nginx404' }, 'bitrix24.wrongHost'],
    [{ kind: 'truncatedJson' }, 'net.badAnswer'],
    [{ kind: 'answer', status: 200, body: '{"result":{"result":{"me":[]}}}' }, 'bitrix24.wrongHost'],
    [{ kind: 'html', page: 'nginx502' }, 'net.serverError'],
    [{ kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' }, 'bitrix24.queryLimit'],
    [{ kind: 'reset' }, 'net.reset'],
  ]
  for (const [effect, code] of cases) {
    await test.step(`${String(effect['page'] ?? effect['kind'])}: ${code}`, async () => {
      await practice.fault({ portal: 'acme', method: 'batch', times: 0, effect })
      await refuses(asked, webhook, [code, { host }])
      await practice.control('DELETE', 'faults')
    })
  }
  await expect(railAccounts(page)).toHaveCount(0)
})

test('a host that is no portal, one that hangs up, one where nobody listens', async ({ app }) => {
  const { page } = app
  const path = '/rest/1/abcdef0123456789/'
  const shop = await serve((_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('Shop'))
  const search = await serve((_request, response) =>
    response.writeHead(302, { location: 'https://example.com/' }).end(),
  )
  const broken = await serveHangUp()
  try {
    const asked = await openConnect(page)
    for (const { origin, host } of [shop, search]) {
      await refuses(asked, `${origin}${path}`, ['bitrix24.wrongHost', { host }])
    }
    await refuses(asked, `${broken.origin}${path}`, ['net.reset', { host: broken.host }])
    const host = await nobodyHome()
    await refuses(asked, `http://${host}${path}`, ['net.refused', { host }])
    await expect(railAccounts(page)).toHaveCount(0)
  } finally {
    await Promise.all([shop, search, broken].map((server) => server.close()))
  }
})

test('http is refused until it is allowed, and never for a host on the internet', async ({ app, practice }) => {
  const { page } = app
  const webhook = new URL(await webhookOf(practice, 'acme'))
  // A private host, told by its number: loopback as IPv6 writes an IPv4 address.
  const host = `[::ffff:7f00:1]:${webhook.port}`
  const address = `http://${host}${webhook.pathname}`
  const asked = await openConnect(page)
  const allow = asked.getByRole('switch', { name: text('accounts.bitrix24.allowHttp') })
  await expect(allow).toHaveCount(0)
  await refuses(asked, address, ['net.httpNotAllowed', { host }])
  expect(await practice.arrived('batch')).toEqual([])
  await expect(allow).not.toBeChecked()
  await refuses(asked, address, ['net.httpNotAllowed', { host }])
  expect(await practice.arrived('batch')).toEqual([])

  await allow.click()
  await refuses(asked, `http://198.51.100.7${webhook.pathname}`, ['net.httpNotAllowed', { host: '198.51.100.7' }])
  await submitAddress(asked, address)
  await chooseSessionOnly(page)
  await expect(asked).toBeHidden()
  await expect(shownAccount(page)).toContainText(host)
  expect(await practice.arrived('profile')).toMatchObject([{ processed: true }, { processed: true }])
})

test('a portal that has moved is told with its new name, before and after connecting', async ({ app, practice }) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { host, pathname, origin } = new URL(webhook)
  const front = await serveFront({ portal: origin, basePath: '' })
  const moves = { portal: 'acme', method: 'batch', times: 0 }
  const effect = { kind: 'redirect', location: `${front.origin}${pathname}batch` }
  try {
    await practice.fault({ ...moves, effect })
    const asked = await openConnect(page)
    await refuses(asked, webhook, ['webhook.moved', { host, newHost: front.host }])
    expect(front.seen).toEqual([])

    await practice.control('DELETE', 'faults')
    await submitAddress(asked, webhook)
    await chooseSessionOnly(page)
    await expect(asked).toBeHidden()
    await shownAccount(page).getByRole('link', { name: host, exact: true }).click()
    await practice.fault({ ...moves, effect })
    await button(sheet(page), 'accounts.check').click()
    const note = sheet(page).getByRole('alert')
    await expect(note).toContainText(text('accounts.health.blocked'))
    await expect(note).toContainText(sentence('net.moved', { host, newHost: text('app.unknown.newHost') }))
    expect(front.seen).toEqual([])
  } finally {
    await front.close()
  }
})
