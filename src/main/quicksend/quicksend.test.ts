// Catches: a text that is lost with the window, a secret offered from the clipboard, the main window taking what is taken
// back here, names of an account that is gone still kept.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountId } from '../../shared/contract/common'
import type { TargetHit } from '../../shared/contract/messages'
import type { QuickKept } from '../../shared/contract/quicksend'
import { ok } from '../../shared/contract/result'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createQuicksend, type QuicksendCapability } from './quicksend'

let temp: TempStore
let done: unknown[]
let settings = DEFAULT_SETTINGS
let copied: () => Promise<string>

const hit = (account: string, dialogId: string): TargetHit => ({
  accountId: account as AccountId,
  target: { kind: 'dialog', dialogId },
  title: `Person ${dialogId}`,
  kind: 'person',
})
const KEPT: QuickKept = {
  message: { targets: [hit('a', '1'), hit('b', '2')], text: 'Half a' },
  aside: [{ targets: [hit('b', '3')], text: 'Aside' }],
  last: hit('b', '2'),
}

function create(): QuicksendCapability {
  return createQuicksend({
    store: temp.store,
    settings: { read: () => settings },
    quickWindow: {
      show: () => done.push('show'),
      hide: () => done.push('hide'),
      fit: (form, height) => done.push([form, height]),
    },
    readClipboard: () => copied(),
    goTo: (place) => done.push(place),
    cancelMany: ({ ids }) => {
      done.push(['cancel', ...ids])
      return ok([])
    },
    emit: (event, payload) => done.push([event, payload]),
    log: recordLog(),
  })
}

beforeEach(() => {
  temp = openTempStore()
  done = []
  settings = DEFAULT_SETTINGS
  copied = () => Promise.resolve('See you at nine')
})
afterEach(() => temp.dispose())

describe('quick-send', () => {
  it('keeps what stands in the window, for the next start of the app too', async () => {
    const { handlers } = create()
    expect(await handlers['quicksend.kept']({})).toEqual(ok({ message: { targets: [], text: '' }, aside: [] }))
    await handlers['quicksend.keep'](KEPT)
    expect(await create().handlers['quicksend.kept']({})).toEqual(ok(KEPT))
  })

  it('begins anew where what was kept is not understood', async () => {
    temp.store.keyValues.set('quicksend.kept', { message: 'of another version' })
    expect(await create().handlers['quicksend.kept']({})).toEqual(ok({ message: { targets: [], text: '' }, aside: [] }))
  })

  it('forgets the places of an account that is gone, and keeps the texts', async () => {
    const quicksend = create()
    await quicksend.handlers['quicksend.keep'](KEPT)
    quicksend.accountRemoved('b')
    expect(await quicksend.handlers['quicksend.kept']({})).toEqual(
      ok({ message: { targets: [hit('a', '1')], text: 'Half a' }, aside: [{ targets: [], text: 'Aside' }] }),
    )
  })

  it('does not stop the end of an account when the database refuses', async () => {
    const quicksend = create()
    await quicksend.handlers['quicksend.keep'](KEPT)
    const set = vi.spyOn(temp.store.keyValues, 'set').mockImplementation(() => {
      throw new Error('disk I/O error')
    })
    expect(() => {
      quicksend.accountRemoved('b')
    }).not.toThrow()
    expect(set).toHaveBeenCalledOnce()
  })

  it('offers what was copied, unless it looks like a secret or is not wanted', async () => {
    const { handlers } = create()
    expect(await handlers['quicksend.clipboard']({})).toEqual(ok({ text: 'See you at nine' }))
    copied = () => Promise.resolve('https://acme.bitrix24.com/rest/1/0abcdef123456789/')
    expect(await handlers['quicksend.clipboard']({})).toEqual(ok({}))
    copied = () => Promise.reject(new Error('no clipboard'))
    expect(await handlers['quicksend.clipboard']({})).toEqual(ok({}))
  })

  it('does not even read the clipboard when it is not to be offered', async () => {
    settings = { ...DEFAULT_SETTINGS, quickSendClipboard: false }
    let reads = 0
    copied = () => Promise.resolve(String(++reads))
    expect(await create().handlers['quicksend.clipboard']({})).toEqual(ok({}))
    expect(reads).toBe(0)
  })

  it('says that it takes back before it does, so that the other window leaves the words alone', async () => {
    await create().handlers['quicksend.takeBack']({ ids: ['x', 'y'] })
    expect(done).toEqual([
      ['quicksend.takingBack', { ids: ['x', 'y'] }],
      ['cancel', 'x', 'y'],
    ])
  })

  it('goes before it shows a place of the main window', async () => {
    await create().handlers['quicksend.open']({ place: { kind: 'outbox', id: 'x' } })
    expect(done).toEqual(['hide', { kind: 'outbox', id: 'x' }])
  })

  it('hands the window what its page asks for', async () => {
    const { handlers } = create()
    await handlers['quicksend.show']({})
    await handlers['quicksend.fit']({ form: 'notice', height: 80 })
    await handlers['quicksend.hide']({})
    expect(done).toEqual(['show', ['notice', 80], 'hide'])
  })
})
