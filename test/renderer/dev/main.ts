// Opens the page over a fake door. `?lang=ru&theme=dark&view=openlines&empty=1` choose what is seen first.
import '../../../src/renderer/app/style.css'
import { createBellhop } from '../../../src/renderer/app/create-app'
import { ok } from '../../../src/shared/contract/result'
import { createFakeBellhop, openDoor } from '../../../src/renderer/testing/fake-bellhop'
import type { FakeBellhop } from '../../../src/renderer/testing/fake-bellhop'
import { APP_INFO, SETTINGS, VAULT, account } from '../../../src/renderer/testing/sample'
import type { OutboxItem } from '../../../src/renderer/testing/sample'
import { asksMeHandlers } from './asks-me'
import { groupHandlers, messageHandlers, requestHandlers, workHandlers } from './handlers'
import { ACCOUNTS } from './seed'

const wanted = new URLSearchParams(location.search)
let accounts = wanted.has('empty') ? [] : ACCOUNTS
let vault = VAULT
let settings = {
  ...SETTINGS,
  language: wanted.get('lang') === 'ru' ? ('ru' as const) : ('en' as const),
  theme: wanted.get('theme') === 'dark' ? ('dark' as const) : ('light' as const),
  activeView: (wanted.get('view') ?? 'groups') as typeof SETTINGS.activeView,
  activeAccount: (wanted.get('account') ?? 'all') as typeof SETTINGS.activeAccount,
}

const fake: FakeBellhop = createFakeBellhop({
  'settings.get': () => ok(settings),
  'settings.set': (patch) => ok((settings = { ...settings, ...patch } as typeof settings)),
  'settings.appInfo': () => ok(APP_INFO),
  'settings.openLink': () => ok({}),
  'settings.words': () => ok(['Bellhop', 'беллхоп']),
  'settings.forgetWord': ({ word }) => ok(['Bellhop', 'беллхоп'].filter((other) => other !== word)),
  'accounts.list': () => ok(accounts),
  'accounts.connectBitrix24': ({ webhookUrl, allowHttp }) => {
    if (webhookUrl.startsWith('http:') && !allowHttp)
      return { ok: false, error: { code: 'net.httpNotAllowed', params: { host: 'portal.lan' }, retry: 'user' } }
    if (webhookUrl.includes('tls'))
      return { ok: false, error: { code: 'net.tls', params: { host: 'tls.example.org' }, retry: 'user' } }
    if (wanted.has('vault') && vault.state === 'absent')
      return { ok: false, error: { code: 'vault.absent', params: {}, retry: 'user' } }
    const made = account('new', {
      label: 'new.bitrix24.ru',
      host: 'new.bitrix24.ru',
      missingScopes: ['imopenlines', 'user_brief', 'socialnetwork'],
    })
    accounts = [...accounts, made]
    return ok(made)
  },
  'accounts.connectBluesky': ({ serviceUrl, authFactorToken, allowAccountPassword, appPassword }) => {
    if (!serviceUrl)
      return {
        ok: false,
        error: {
          code: 'bluesky.confirmHost',
          params: { host: 'pds.example.org', serviceUrl: 'https://pds.example.org' },
          retry: 'user',
        },
      }
    if (!/^(\w{4}-){3}\w{4}$/.test(appPassword) && !allowAccountPassword)
      return { ok: false, error: { code: 'bluesky.accountPassword', params: {}, retry: 'user' } }
    if (!authFactorToken) return { ok: false, error: { code: 'bluesky.authFactorRequired', params: {}, retry: 'user' } }
    return ok(account('bsky', { network: 'bluesky', label: '@new.bsky.social' }))
  },
  'accounts.connectPractice': () => ok((accounts = ACCOUNTS.map((each) => ({ ...each, practice: true })))),
  'accounts.update': ({ id, ...patch }) =>
    ok(
      Object.assign(
        {},
        accounts.find((each) => each.id === id),
        patch,
      ),
    ),
  'accounts.reorder': ({ ids }) => ok((accounts = ids.flatMap((id) => accounts.find((each) => each.id === id) ?? []))),
  'accounts.check': ({ id }) => ok(accounts.find((each) => each.id === id) ?? ACCOUNTS[0]!),
  'accounts.disconnect': ({ id }) => {
    accounts = accounts.filter((each) => each.id !== id)
    return ok({})
  },
  'vault.status': () =>
    ok(
      (vault =
        wanted.has('vault') && vault === VAULT
          ? { ...VAULT, state: 'absent', slots: [], keyringAvailable: false }
          : vault),
    ),
  'vault.setPassphrase': ({ passphrase }) =>
    passphrase.length < 12
      ? { ok: false, error: { code: 'vault.weakPassphrase', params: {}, retry: 'user' } }
      : ok((vault = { ...VAULT, slots: ['passphrase'] })),
  'vault.useMemory': () => ok((vault = { ...VAULT, state: 'degraded', slots: ['memory'] })),
  'vault.unlock': () => ok((vault = { ...VAULT, slots: ['passphrase'] })),
  'vault.lock': () => ok((vault = { ...VAULT, state: 'locked', slots: ['passphrase'] })),
  ...groupHandlers(),
  ...requestHandlers(),
  ...workHandlers(),
  ...asksMeHandlers((upsert) =>
    fake.emit('requests.changed', { upsert: [], remove: [], incoming: { upsert, remove: [] } }),
  ),
  ...messageHandlers((upsert: OutboxItem[]) => fake.emit('outbox.changed', { upsert, remove: [] })),
})
openDoor(fake)

void createBellhop().then((app) => {
  app.mount('#app')
})
