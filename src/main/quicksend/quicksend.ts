// The quick-send capability: the window's doors, and what it keeps between two summonings. What it sends goes through the
// outbox like everything else.
import * as v from 'valibot'
import type { JsonValue } from '../../shared/contract/common'
import type { Emit, HandlerOf, HandlersOf } from '../../shared/contract/index'
import { QuickKept, type QuickMessage, type quicksend } from '../../shared/contract/quicksend'
import { fail, ok } from '../../shared/contract/result'
import type { Settings } from '../../shared/contract/settings'
import type { Place } from '../../shared/contract/links'
import { offerOfClipboard } from '../../shared/domain/clipboard-offer'
import type { Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

/** The window, as far as its page has a say in it. */
export interface QuickWindowPort {
  show(): void
  hide(): void
  /** @param height of what it shows, CSS pixels */
  fit(form: 'card' | 'notice', height: number): void
}

export interface QuicksendDeps {
  readonly store: Pick<Store, 'keyValues'>
  readonly settings: { read(): Settings }
  readonly quickWindow: QuickWindowPort
  readonly readClipboard: () => Promise<string>
  /** Shows a place of the main window. */
  readonly goTo: (place: Place) => void
  readonly cancelMany: HandlerOf<'outbox.cancelMany'>
  readonly emit: Emit
  readonly log: Logger
}

export interface QuicksendCapability {
  readonly handlers: HandlersOf<keyof typeof quicksend>
  accountRemoved(id: string): void
}

const KEY = 'quicksend.kept'
const NOTHING: QuickKept = { message: { targets: [], text: '' }, aside: [] }

export function createQuicksend(deps: QuicksendDeps): QuicksendCapability {
  const { store, quickWindow, log } = deps
  /** What an older or newer version kept and is not understood is forgotten, not shown. */
  const kept = (): QuickKept => {
    const read = v.safeParse(QuickKept, store.keyValues.get(KEY) ?? NOTHING)
    return read.success ? read.output : NOTHING
  }
  return {
    handlers: {
      'quicksend.show': () => {
        quickWindow.show()
        return ok({})
      },
      'quicksend.hide': () => {
        quickWindow.hide()
        return ok({})
      },
      'quicksend.fit': ({ form, height }) => {
        quickWindow.fit(form, height)
        return ok({})
      },
      'quicksend.kept': () => ok(kept()),
      'quicksend.keep': (next) => {
        try {
          store.keyValues.set(KEY, plain(next))
          return ok({})
        } catch (error) {
          log.error('what stands in quick-send could not be kept', { error: String(error) })
          return fail('store.failed', 'later')
        }
      },
      'quicksend.clipboard': () => clipboard(deps),
      'quicksend.takeBack': (input) => {
        deps.emit('quicksend.takingBack', input)
        return deps.cancelMany(input)
      },
      'quicksend.open': ({ place }) => {
        quickWindow.hide()
        deps.goTo(place)
        return ok({})
      },
    },
    accountRemoved(id) {
      guarded(log, () => {
        const now = kept()
        if (holds(now, id)) store.keyValues.set(KEY, plain(without(now, id)))
      })
    },
  }
}

const plain = (kept: QuickKept): JsonValue => JSON.parse(JSON.stringify(kept)) as JsonValue

async function clipboard({ settings, readClipboard, log }: QuicksendDeps) {
  if (!settings.read().quickSendClipboard) return ok({})
  try {
    const text = offerOfClipboard(await readClipboard())
    return ok(text === undefined ? {} : { text })
  } catch (error) {
    log.warn('the clipboard could not be read', { error: String(error) })
    return ok({})
  }
}

function holds({ message, aside, last }: QuickKept, id: string): boolean {
  const all = [...message.targets, ...aside.flatMap(({ targets }) => targets), ...(last ? [last] : [])]
  return all.some(({ accountId }) => accountId === id)
}

/** The texts stay: they may go to somebody else. */
function without({ message, aside, last }: QuickKept, id: string): QuickKept {
  const left = (of: QuickMessage): QuickMessage => ({
    ...of,
    targets: of.targets.filter(({ accountId }) => accountId !== id),
  })
  return {
    message: left(message),
    aside: aside.map(left),
    ...(last && last.accountId !== id ? { last } : {}),
  }
}
