// Catches: a message sent before its file is whole or without it, a dropped text taken for a file, a file read where none
// can go, a folder or a second file taken, a file that is forgotten by a draft or stays after it was taken out.
import { flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { account, messageCheck, outboxItem } from '../../testing/sample'
import { setStage, show } from '../../testing/stage'
import type { TargetHit } from './composing'
import { fromSent, toContent, typedSince } from './composing'
import MessagesView from './MessagesView.vue'
import { useMessages } from './store'

const acme = account('acme')
const KEPT = { fileId: '11111111-1111-4111-8111-111111111111', name: 'report.pdf', size: 700_000 }
const chat: TargetHit = {
  ...{ accountId: acme.id, title: 'Team', kind: 'chat', target: { kind: 'dialog', dialogId: 'chat1' } },
}
const file = new File([new Uint8Array(KEPT.size).fill(7)], KEPT.name)

let wrapper: VueWrapper | undefined
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
})

async function composer(handlers: FakeHandlers = {}, composing: object = {}) {
  const stage = setStage({
    'drafts.save': (draft) => ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' }),
    'drafts.remove': () => ok({}),
    'drafts.list': () => ok([]),
    'messages.lines': () => ok([]),
    'messages.checkMany': ({ targets }) => ok(targets.map(() => messageCheck())),
    'outbox.enqueueMany': ({ targets }) =>
      ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    'outbox.keepFile': ({ name, size }) => ok({ ...KEPT, name, size }),
    'outbox.appendFile': ({ offset }) => ok({ kept: offset > 0 }),
    'outbox.dropFile': () => ok({}),
    ...handlers,
  })
  const store = useMessages()
  Object.assign(store.of(acme.id), { text: 'Hello', recipients: [chat], ...composing })
  const prefs = { holdSeconds: 0, sendWith: 'ctrlEnter' }
  wrapper = await show(stage, MessagesView, { accounts: [acme], allAccounts: [acme], prefs })
  await vi.advanceTimersByTimeAsync(400)
  const mounted = wrapper
  const field = () => mounted.get('[data-testid=file-field]')
  /** As a window tells of it; answers whether the page took it for itself. */
  const drag = (type: string, data: object): boolean => {
    const event = new Event(type, { bubbles: true, cancelable: true })
    Object.defineProperty(event, type === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data })
    mounted.get('[data-testid=text-field] textarea').element.dispatchEvent(event)
    return event.defaultPrevented
  }
  const drop = (files: readonly File[], directory = false) =>
    drag('drop', {
      types: ['Files'],
      files,
      items: files.map(() => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory: directory }) })),
    })
  const taken = (): Promise<void> =>
    vi.waitFor(() => {
      expect(store.of(acme.id).file).toEqual(KEPT)
    })
  return { stage, store, mounted, field, drag, drop, taken, composing: store.of(acme.id) }
}

describe('a file that is dropped', () => {
  it('is handed over byte by byte in parts, shown with its size, kept by the draft, and sent with the text', async () => {
    const { stage, mounted, field, drop, taken } = await composer()
    expect(drop([file])).toBe(true)
    await taken()
    const parts = stage.fake.inputs('outbox.appendFile')
    expect(parts.map(({ offset }) => offset)).toEqual([0, 524_288])
    const bytes = Buffer.concat(parts.map(({ base64 }) => Buffer.from(base64, 'base64')))
    expect([bytes.length, bytes.every((byte) => byte === 7)]).toEqual([KEPT.size, true])
    expect(field().text()).toContain('report.pdf')
    expect(field().text()).toContain('700 kB')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(stage.fake.inputs('drafts.save').at(-1)?.body).toMatchObject({ text: 'Hello', file: KEPT })
    await mounted.get('[data-testid=send]').trigger('click')
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueueMany')).toMatchObject([{ text: 'Hello', file: KEPT }])
    expect(mounted.find('[data-testid=file]').exists()).toBe(false)
  })

  it('holds the message back until it is whole, and can be given up', async () => {
    const stuck = Promise.withResolvers<ReturnType<typeof ok<{ kept: boolean }>>>()
    const { stage, mounted, drop, composing } = await composer({ 'outbox.appendFile': () => stuck.promise })
    drop([file])
    await vi.waitFor(() => {
      expect(stage.fake.inputs('outbox.appendFile')).toHaveLength(1)
    })
    expect(mounted.get<HTMLButtonElement>('[data-testid=send]').element.disabled).toBe(true)
    await mounted.get('[data-testid=text-field] textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
    expect(stage.fake.inputs('outbox.enqueueMany')).toEqual([])
    const stop = mounted.get('[data-testid=file] button')
    expect(stop.attributes('aria-label')).toBe('Stop taking report.pdf in')
    await stop.trigger('click')
    stuck.resolve(ok({ kept: false }))
    await vi.waitFor(() => {
      expect(stage.fake.inputs('outbox.dropFile')).toEqual([{ fileId: KEPT.fileId }])
    })
    expect(composing.file).toBeUndefined()
    expect(mounted.get<HTMLButtonElement>('[data-testid=send]').element.disabled).toBe(false)
  })

  it.each([
    ['several at once', [file, file], false, {}, 'One message takes one file'],
    ['a folder', [file], true, {}, 'it is a folder'],
    ['where one is already', [file], false, { file: KEPT }, 'One message takes one file'],
    [
      'through an open channel',
      [file],
      false,
      { lineCode: 'a'.repeat(32), recipients: [] },
      'Files cannot be sent there',
    ],
  ])('%s: is not taken, and it is said why; what was typed stays', async (_, files, directory, now, said) => {
    const { stage, field, drop, composing } = await composer({}, now)
    expect(drop(files, directory)).toBe(true)
    await flushPromises()
    expect(field().text()).toContain(said)
    expect(stage.fake.inputs('outbox.keepFile')).toEqual([])
    expect(composing.text).toBe('Hello')
  })

  it('main refuses is told in its words', async () => {
    const refusal = fail('outbox.fileTooLarge', 'user', { megabytes: 25 })
    const { field, drop } = await composer({ 'outbox.keepFile': () => refusal })
    drop([file])
    await flushPromises()
    expect(field().text()).toContain('at most 25 MB')
  })

  it('can be taken out again: main is told, and another can come', async () => {
    const { stage, mounted, drop, taken, composing } = await composer()
    drop([file])
    await taken()
    await flushPromises()
    const remove = mounted.get('[data-testid=file] button')
    expect(remove.attributes('aria-label')).toBe('Take report.pdf out')
    await remove.trigger('click')
    expect(composing.file).toBeUndefined()
    expect(stage.fake.inputs('outbox.dropFile')).toEqual([{ fileId: KEPT.fileId }])
    drop([file])
    await taken()
  })
})

describe('what is no file', () => {
  it.each(['dragover', 'drop'])('text that is dragged stays with the field: %s', async (type) => {
    const { stage, drag } = await composer()
    expect(drag(type, { types: ['text/plain'], files: [], items: [] })).toBe(false)
    expect(stage.fake.inputs('outbox.keepFile')).toEqual([])
  })

  it('a copied table stays text, also where its picture comes along; a copied picture is a file', async () => {
    const { drag, taken } = await composer()
    const picture = { files: [file], items: [], getData: () => '' }
    expect(drag('paste', { ...picture, types: ['text/plain', 'Files'] })).toBe(false)
    expect(drag('paste', { ...picture, types: ['Files'] })).toBe(true)
    await taken()
  })
})

it('a veil says where it can be dropped, as long as it is over the composer', async () => {
  const { mounted, drag } = await composer()
  const data = { types: ['Files'], files: [], items: [] }
  const veil = (): boolean => mounted.find('[data-testid=drop-veil]').exists()
  drag('dragenter', data)
  drag('dragenter', data)
  drag('dragleave', data)
  await flushPromises()
  expect(veil()).toBe(true)
  drag('dragleave', data)
  await flushPromises()
  expect(veil()).toBe(false)
})

it('a message written anew brings its file along; what was sent leaves no file behind, a newer one stays', () => {
  const item = outboxItem('o', { target: chat.target, file: KEPT })
  const back = fromSent([item])
  expect(back.file).toEqual(KEPT)
  expect(toContent(acme.id, 'bitrix24', back)).toMatchObject({ file: KEPT })
  expect(toContent(acme.id, 'bluesky', back)).toMatchObject({ file: KEPT })
  expect(typedSince(back, back).file).toBeUndefined()
  expect(typedSince({ ...back, file: { ...KEPT, fileId: 'x' } }, back).file?.fileId).toBe('x')
})
