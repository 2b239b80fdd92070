// Portals whose certificate the computer does not know: said so, then trusted by its authority or by its fingerprint.
import type { Locator } from '@playwright/test'
import { addressField, openConnect, sentence, sheet, shownAccount, submitAddress, webhookOf } from './support/bitrix24'
import { expect, test as plain } from './support/fixtures'
import { mainWindow } from './support/windows'
import { button, chooseSessionOnly, railAccounts } from './support/journeys'
import { makeSelfSigned, replaceServer, type SelfSigned } from './support/stand-ins'
import { text, textsOf } from './support/text'

const test = plain.extend<{ certificate: SelfSigned }>({
  certificate: async ({}, use) => {
    const made = await makeSelfSigned()
    await use(made)
    await made.remove()
  },
  practiceArgs: async ({ certificate: { keyFile, certFile } }, use) => {
    await use(['--still', '--unlimited', `--tls-key=${keyFile}`, `--tls-cert=${certFile}`])
  },
})

/** Trust that the person brings along is folded away while the portal's own certificate is shown. */
const unfoldByHand = (asked: Locator): Promise<void> => asked.getByText(text('accounts.trust.byHand')).click()

for (const way of ['ca', 'pin'] as const) {
  test(`an unknown certificate is explained, then accepted by its ${way}`, async ({ app, practice, certificate }) => {
    const { page } = app
    const webhook = await webhookOf(practice, 'acme')
    const { host } = new URL(webhook)
    // Without a scheme, as it is often passed on: https is meant.
    const typed = webhook.replace('https://', '')
    const asked = await openConnect(page)
    await expect(asked.getByTestId('trust-fields')).toHaveCount(0)
    await submitAddress(asked, typed)
    await expect(asked.getByRole('alert')).toHaveText(sentence('net.tls', { host }))
    await expect(addressField(asked)).toHaveValue(typed)
    expect(await practice.arrived('batch')).toEqual([])

    const field = asked.getByLabel(text(`accounts.trust.${way}`), { exact: true })
    await expect(field).toBeHidden()
    await unfoldByHand(asked)
    await field.fill('not a certificate')
    await button(asked, 'accounts.bitrix24.connect').click()
    await expect(asked.getByRole('alert')).toHaveText(sentence('net.badCa', { host }))
    if (way === 'pin') {
      await field.fill('0'.repeat(64))
      await button(asked, 'accounts.bitrix24.connect').click()
      await expect(asked.getByRole('alert')).toHaveText(sentence('net.tlsPinMismatch', { host }))
    }
    expect(await practice.arrived('batch')).toEqual([])

    await field.fill(way === 'ca' ? certificate.pem : certificate.fingerprint)
    await button(asked, 'accounts.bitrix24.connect').click()
    await chooseSessionOnly(page)
    await expect(asked).toBeHidden()
    await expect(railAccounts(page)).toHaveCount(1)
    await practice.control('DELETE', 'arrived')
    await shownAccount(page).getByRole('link', { name: host, exact: true }).click()
    await button(sheet(page), 'accounts.check').click()
    await expect.poll(async () => (await practice.arrived('profile')).length).toBe(1)
    await expect(sheet(page).getByRole('status')).toHaveText(text('accounts.health.ok'))
  })
}

test('trust given to one portal holds for that one only', async ({ app, practice, certificate }) => {
  const { page } = app
  const [first, second] = [await webhookOf(practice, 'acme'), await webhookOf(practice, 'nord-logistics')]
  const asked = await openConnect(page)
  await submitAddress(asked, first)
  await unfoldByHand(asked)
  await asked.getByLabel(text('accounts.trust.pin'), { exact: true }).fill(certificate.fingerprint)
  await button(asked, 'accounts.bitrix24.connect').click()
  await chooseSessionOnly(page)
  await expect(asked).toBeHidden()
  await practice.control('DELETE', 'arrived')

  const again = await openConnect(page)
  await expect(again.getByTestId('trust-fields')).toHaveCount(0)
  await submitAddress(again, second)
  await expect(again.getByRole('alert')).toHaveText(sentence('net.tls', { host: new URL(second).host }))
  await expect(again.getByLabel(text('accounts.trust.pin'), { exact: true })).toHaveValue('')
  expect(await practice.arrived('profile')).toEqual([])
  await expect(railAccounts(page)).toHaveCount(1)
})

test('the certificate a portal shows can be compared and accepted, and no other one later', async ({
  app,
  practice,
  certificate,
}) => {
  const { page } = app
  const webhook = await webhookOf(practice, 'acme')
  const { host, port } = new URL(webhook)
  const asked = await openConnect(page)
  await submitAddress(asked, webhook)
  await expect(asked.getByRole('alert')).toHaveText(sentence('net.tls', { host }))
  await expect(asked.getByTestId('presented-fingerprint')).toHaveText(certificate.fingerprint)
  await expect(asked.getByTestId('presented-certificate')).toContainText('Practice portal')
  expect(await practice.arrived('batch')).toEqual([])

  await button(asked, 'accounts.trust.accept').click()
  await chooseSessionOnly(page)
  await expect(asked).toBeHidden()
  await expect(railAccounts(page)).toHaveCount(1)
  await shownAccount(page).getByRole('link', { name: host, exact: true }).click()
  await button(sheet(page), 'accounts.check').click()
  await expect(sheet(page).getByRole('status')).toHaveText(text('accounts.health.ok'))

  await practice.close()
  const other = await makeSelfSigned()
  const impostor = await replaceServer(Number(port), other)
  await button(sheet(page), 'accounts.check').click()
  await expect(sheet(page).getByRole('alert')).toContainText(sentence('net.tlsPinMismatch', { host }))
  expect(impostor.requests()).toBe(0)

  const again = await openConnect(page)
  await submitAddress(again, webhook)
  await expect(again.getByTestId('presented-fingerprint')).toHaveText(other.fingerprint)
  expect(impostor.requests()).toBe(0)
  await impostor.close()
  await other.remove()
})

for (const language of ['en', 'ru'] as const) {
  test(`what to compare and what to press are seen without scrolling, in ${language}`, async ({ app, practice }) => {
    const { page } = app
    const t = textsOf(language)
    const asked = await openConnect(page)
    await (await mainWindow(app)).evaluate((window) => window.setContentSize(1280, 800))
    await submitAddress(asked, await webhookOf(practice, 'acme'))
    await expect(asked.getByTestId('presented-fingerprint')).toBeVisible()
    await app.invoke('settings.set', { language, theme: 'light', holdSeconds: 0 })
    const shown = page.getByRole('dialog', { name: t('accounts.bitrix24.title'), exact: true })
    for (const name of ['accounts.trust.accept', 'accounts.bitrix24.connect'] as const) {
      await expect(shown.getByRole('button', { name: t(name), exact: true })).toBeInViewport({ ratio: 1 })
    }
    for (const part of [shown.getByTestId('presented-fingerprint'), shown.getByText(t('accounts.trust.byHand'))]) {
      await expect(part).toBeInViewport({ ratio: 1 })
    }
  })
}
