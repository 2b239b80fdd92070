// The settings capability: preferences, what the app knows of itself, and the few pages it may open in the browser.
import * as v from 'valibot'
import type { Emit, HandlersOf, OutputOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import { type LINKS, Settings } from '../../shared/contract/settings'
import { createViewStates, type ViewStatesDeps } from './view-states'

/** Where preferences are kept; reading never fails, an unreadable file gives the defaults. */
export interface SettingsFile {
  read(): Settings
  write(settings: Settings): void
}

/** The words the user added to the spelling dictionary. */
export interface OwnWords {
  words(): Promise<string[]>
  forget(word: string): void
}

export interface SettingsDeps extends ViewStatesDeps {
  readonly file: SettingsFile
  readonly spelling: OwnWords
  readonly appInfo: OutputOf<'settings.appInfo'>
  readonly openExternal: (url: string) => Promise<void>
  readonly emit: Emit
}

/** Every page the app can open. A renderer names one; it can never bring a URL of its own. */
const URLS: { readonly [L in (typeof LINKS)[number]]: { readonly en: string; readonly ru: string } } = {
  bitrix24Webhooks: {
    en: 'https://apidocs.bitrix24.com/local-integrations/local-webhooks.html',
    ru: 'https://apidocs.bitrix24.ru/local-integrations/local-webhooks.html',
  },
  bitrix24Blocked: { en: 'https://apidocs.bitrix24.com/limits.html', ru: 'https://apidocs.bitrix24.ru/limits.html' },
  blueskyAppPasswords: {
    en: 'https://bsky.app/settings/app-passwords',
    ru: 'https://bsky.app/settings/app-passwords',
  },
  blueskyMessages: { en: 'https://bsky.app/messages', ru: 'https://bsky.app/messages' },
}

export function createSettings(deps: SettingsDeps): { handlers: HandlersOf<RoutesOf<'settings'>> } {
  const { file, spelling, emit, log } = deps
  const viewStates = createViewStates(deps)
  return {
    handlers: {
      'settings.get': () => ok(file.read()),
      'settings.set': (changes) => {
        const named = Object.entries(changes).filter(([, value]) => value !== undefined)
        const next = v.safeParse(Settings, { ...file.read(), ...Object.fromEntries(named) })
        if (!next.success) return fail('settings.invalid', 'user')
        try {
          file.write(next.output)
        } catch (error) {
          log.error('settings could not be written', { error: String(error) })
          return fail('store.failed', 'later')
        }
        emit('settings.changed', { settings: next.output })
        return ok(next.output)
      },
      'settings.words': async () => ok(await spelling.words()),
      'settings.forgetWord': async ({ word }) => {
        spelling.forget(word)
        return ok(await spelling.words())
      },
      'settings.viewStates': () => ok(viewStates.list()),
      'settings.keepViewState': (state) => viewStates.keep(state),
      'settings.appInfo': () => ok(deps.appInfo),
      'settings.openLink': async ({ link }) => {
        const chosen = file.read().language
        const language = chosen === 'system' ? deps.appInfo.systemLanguage : chosen
        try {
          await deps.openExternal(URLS[link][language])
        } catch (error) {
          log.warn('the browser could not be opened', { link, error: String(error) })
          return fail('internal')
        }
        return ok({})
      },
    },
  }
}
