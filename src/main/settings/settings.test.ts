import { expect, test } from 'vitest'
import type { Settings } from '../../shared/contract/settings'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { fail, ok } from '../../shared/contract/result'
import { createFakeDesktop } from '../testing/fake-desktop'
import { createFakeUpdates } from '../testing/fake-updates'
import { accountId } from '../testing/records'
import { recordEvents, recordLog } from '../testing/recorders'
import { createSettings } from './settings'

const DEFAULTS: Settings = { ...DEFAULT_SETTINGS, spelling: [] }

function make(systemLanguage: 'en' | 'ru' = 'en') {
  let kept = DEFAULTS
  const events = recordEvents()
  const opened: string[] = []
  const words = ['alpha', 'beta']
  const disk = { full: false, noBrowser: false }
  const appInfo = { version: '1.0.0', platform: 'linux', packaged: false, systemLanguage }
  const { handlers } = createSettings({
    file: {
      read: () => kept,
      write: (settings) => {
        if (disk.full) throw new Error('ENOSPC')
        kept = settings
      },
    },
    desktop: createFakeDesktop().port,
    updates: createFakeUpdates(),
    spelling: {
      words: () => Promise.resolve([...words]),
      forget: (word) => words.splice(words.indexOf(word), 1),
    },
    store: {
      keyValues: { get: () => undefined, set: () => undefined },
      accounts: { list: () => [], get: () => undefined },
    },
    appInfo,
    openExternal: (url) => {
      opened.push(url)
      return disk.noBrowser ? Promise.reject(new Error('no browser')) : Promise.resolve()
    },
    emit: events.emit,
    log: recordLog(),
  })
  return { handlers, events, opened, disk, kept: () => kept }
}

test('a change keeps everything it does not name, and every window hears of the whole', async () => {
  const { handlers, events, kept } = make()
  const answer = await handlers['settings.set']({ theme: 'dark', language: undefined, activeAccount: accountId('a') })
  expect(answer).toEqual(ok({ ...DEFAULTS, theme: 'dark', activeAccount: 'a' }))
  expect(kept()).toEqual({ ...DEFAULTS, theme: 'dark', activeAccount: 'a' })
  expect(events.of('settings.changed')).toEqual([{ settings: kept() }])
  expect(await handlers['settings.get']({})).toEqual(ok(kept()))
})

test('a value out of bounds or a disk that refuses changes nothing and tells nobody', async () => {
  const { handlers, events, disk, kept } = make()
  expect(await handlers['settings.set']({ holdSeconds: 31 })).toEqual(fail('settings.invalid', 'user'))
  disk.full = true
  expect(await handlers['settings.set']({ holdSeconds: 3 })).toEqual(fail('store.failed', 'later'))
  expect(kept()).toEqual(DEFAULTS)
  expect(events.of('settings.changed')).toEqual([])
})

test('own words are listed, and a forgotten one is gone from the answer', async () => {
  const { handlers } = make()
  expect(await handlers['settings.words']({})).toEqual(ok(['alpha', 'beta']))
  expect(await handlers['settings.forgetWord']({ word: 'alpha' })).toEqual(ok(['beta']))
})

test('only pages of the closed list are opened, in the language of the app, over https', async () => {
  const { handlers, opened } = make('ru')
  for (const link of ['bitrix24Webhooks', 'bitrix24Blocked', 'blueskyAppPasswords', 'blueskyMessages'] as const) {
    expect(await handlers['settings.openLink']({ link })).toEqual(ok({}))
  }
  await handlers['settings.set']({ language: 'en' })
  await handlers['settings.openLink']({ link: 'bitrix24Webhooks' })
  const hosts = opened.map((url) => new URL(url)).map(({ protocol, host }) => `${protocol} ${host}`)
  expect(hosts).toEqual([
    'https: apidocs.bitrix24.ru',
    'https: apidocs.bitrix24.ru',
    'https: bsky.app',
    'https: bsky.app',
    'https: apidocs.bitrix24.com',
  ])
})

test('a browser that cannot be opened is an answer, not an exception', async () => {
  const { handlers, disk } = make()
  disk.noBrowser = true
  expect(await handlers['settings.openLink']({ link: 'blueskyMessages' })).toEqual(fail('internal'))
})
