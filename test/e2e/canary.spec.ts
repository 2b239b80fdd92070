// Unique secrets go through the whole journey, and are then sought in everything the app wrote, printed, showed, called
// its windows, passed from main to the pages, or let the system show of its processes. That the search finds what is
// there is shown by canary-search.spec.ts.
import { join } from 'node:path'
import { webhookOf } from './support/bitrix24'
import { person } from './support/bluesky'
import {
  comeBack,
  connectByHalves,
  lookAroundAndExport,
  meetFaults,
  signInWithCode,
  useBluesky,
  usePortal,
} from './support/canary/journey'
import { finds } from './support/canary/search'
import { createWitness, type Witness } from './support/canary/witness'
import { expect, test } from './support/fixtures'
import { button, railAccounts } from './support/journeys'
import type { Practice, PracticeInfo } from './support/practice'

test.use({ practiceArgs: ['--still', '--unlimited'] })

const PASSPHRASE = 'Zwölf "Reiher" über <9f3c17a2> & Kähne'
const WRONG_PASSPHRASE = 'Dreizehn Reiher, 71b2c9f4, und kein Kahn'

/** Of a web server before the portal: `https://reader:PASSWORD@host/rest/…`. */
const WEB_PASSWORD = 'kahn+5b81f0c3/geheim'

const codeIn = (webhookUrl: string): string => new URL(webhookUrl).pathname.split('/')[3] ?? ''

/** What was typed. */
async function typedSecrets(practice: Practice): Promise<ReadonlyMap<string, string>> {
  const webhook = await webhookOf(practice, 'acme')
  const secrets = new Map([
    ['passphrase', PASSPHRASE],
    ['wrong passphrase', WRONG_PASSPHRASE],
    ['password in the address', WEB_PASSWORD],
    ['webhook code', codeIn(webhook)],
  ])
  for (const key of ['anna', 'vera']) {
    const { password, appPassword, authFactorToken } = await person(practice, key)
    secrets.set(`password of ${key}`, password).set(`app password of ${key}`, appPassword)
    secrets.set(`e-mailed code of ${key}`, authFactorToken)
  }
  return secrets
}

/** What the services made up on the way: sessions, and the sign-ins of practice accounts. */
async function learntSecrets(witness: Witness): Promise<ReadonlyMap<string, string>> {
  const secrets = new Map<string, string>()
  for (const line of new Set(await witness.learnt())) {
    const [, kind, value = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    if (kind === 'token') {
      // The first part only says what kind of token it is.
      const [, claims = '', signature = ''] = value.split('.')
      secrets.set(`token, seen ${String(secrets.size)}th`, `${claims}.${signature}`)
      secrets.set(`signature, seen ${String(secrets.size)}th`, signature)
    }
    if (kind === 'practice' && value.includes('webhookUrl')) {
      const { bitrix24, bluesky } = JSON.parse(value) as PracticeInfo
      for (const { name, webhookUrl } of bitrix24) secrets.set(`practice code of ${name}`, codeIn(webhookUrl))
      secrets.set('practice app password', bluesky.appPassword)
    }
  }
  return secrets
}

const withName = (secrets: ReadonlyMap<string, string>, name: string): number =>
  [...secrets.keys()].filter((key) => key.startsWith(name)).length

test('no secret is written, printed, shown or passed to a page', async ({ profile, practice }) => {
  test.setTimeout(180_000)
  const witness = await createWitness(profile, practice.info)
  const exported = join(profile, 'world/home/diagnostics.txt')
  const first = { app: await witness.begin(), practice }
  await connectByHalves(first, { passphrase: PASSPHRASE, webPassword: WEB_PASSWORD })
  await witness.look()
  await usePortal(first)
  await witness.look()
  await useBluesky(first)
  await signInWithCode(first)
  await witness.look()
  await meetFaults(first)
  await witness.look()
  await lookAroundAndExport(first, exported)
  await witness.look()
  await first.app.quit()

  const second = { app: await witness.begin(), practice }
  await comeBack(second, PASSPHRASE, WRONG_PASSPHRASE)
  await witness.look()
  // A sudden end leaves behind what an orderly one tidies up.
  await second.app.kill()

  const places = await witness.places()
  for (const written of ['profile/bellhop.db', 'profile/vault/vault.json', 'profile/logs/bellhop.log', exported]) {
    expect([...places.keys()].filter((place) => !place.startsWith('name ') && place.endsWith(written))).toHaveLength(1)
  }
  const learnt = await learntSecrets(witness)
  // Two sign-ins and two refreshes, of two tokens each.
  expect(withName(learnt, 'token')).toBeGreaterThanOrEqual(8)
  expect(finds(new Map([...(await typedSecrets(practice)), ...learnt]), places)).toEqual([])
})

test('no secret of a practice account either', async ({ profile }) => {
  test.setTimeout(120_000)
  const witness = await createWitness(profile)
  const first = await witness.begin()
  await button(first.page, 'welcome.practice.action').click()
  await expect(railAccounts(first.page)).toHaveCount(4, { timeout: 30_000 })
  await witness.look()
  await first.quit()
  const second = await witness.begin()
  await expect(railAccounts(second.page)).toHaveCount(4)
  await witness.look()
  await second.kill()
  const learnt = await learntSecrets(witness)
  expect(withName(learnt, 'practice code')).toBeGreaterThanOrEqual(3)
  expect(withName(learnt, 'practice app password')).toBe(1)
  expect(withName(learnt, 'token')).toBeGreaterThanOrEqual(2)
  expect(finds(learnt, await witness.places())).toEqual([])
})
