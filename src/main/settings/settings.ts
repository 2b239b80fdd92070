// The settings capability: preferences, what the app knows of itself, and the few pages it may open in the browser.
import * as v from 'valibot'
import type { Emit, HandlersOf, OutputOf, ResultOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import { type LINKS, Settings } from '../../shared/contract/settings'
import type { Desktop } from '../../shared/contract/settings-desktop'
import type { UpdateStatus } from '../../shared/contract/settings-updates'
import { createClosing } from './closing'
import { createStartAtLogin, type LoginItem } from './start-at-login'
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

/** What the desktop can do that settings ask for. */
export interface DesktopPort {
  readonly loginItem: LoginItem
  /** Asks anew each time: panels come and go. */
  readonly trayHost: () => Promise<Desktop['tray']>
  readonly hideMain: () => void
  readonly quit: () => void
}

/** Newer versions of the app: what is known, and the next steps. */
export interface Updates {
  status(): UpdateStatus
  check(): Promise<ResultOf<'settings.checkForUpdate'>>
  install(): Promise<ResultOf<'settings.installUpdate'>>
}

export interface SettingsDeps extends ViewStatesDeps {
  readonly file: SettingsFile
  readonly desktop: DesktopPort
  readonly spelling: OwnWords
  readonly updates: Updates
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

export interface SettingsCapability {
  readonly handlers: HandlersOf<RoutesOf<'settings'>>
  /** The user closes the main window, and is asked what that means. */
  askClosing(): void
}

export function createSettings(deps: SettingsDeps): SettingsCapability {
  const { file, spelling, desktop, emit, log } = deps
  const viewStates = createViewStates(deps)
  const change = createChange(deps)
  const kept = (changes: Partial<Settings>): boolean => change(changes).ok
  const closing = createClosing({ ...desktop, remember: (whenClosed) => kept({ whenClosed }), emit })
  return {
    askClosing: closing.ask,
    handlers: {
      ...closing.handlers,
      ...createStartAtLogin({ ...desktop, read: file.read, keep: kept }).handlers,
      'settings.get': () => ok(file.read()),
      'settings.set': change,
      'settings.words': async () => ok(await spelling.words()),
      'settings.forgetWord': async ({ word }) => {
        spelling.forget(word)
        return ok(await spelling.words())
      },
      'settings.viewStates': () => ok(viewStates.list()),
      'settings.keepViewState': (state) => viewStates.keep(state),
      'settings.appInfo': () => ok(deps.appInfo),
      'settings.updateStatus': () => ok(deps.updates.status()),
      'settings.checkForUpdate': () => deps.updates.check(),
      'settings.installUpdate': () => deps.updates.install(),
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

/** Keeps what the changes name, and tells every window of the whole; out of bounds or not writable, nothing changes. */
function createChange({ file, emit, log }: Pick<SettingsDeps, 'file' | 'emit' | 'log'>) {
  return (
    changes: Readonly<Partial<Record<keyof Settings, unknown>>>,
  ): Result<Settings, 'settings.invalid' | 'store.failed'> => {
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
  }
}
