// Catches: a pasted link nobody notices, one that takes the place of what was pasted, a page of the web taken for ours.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useProposals } from '../features/links'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import type { Stage } from '../testing/stage'
import { usePastedLink } from './use-pasted-link'

const LINK = 'https://bsky.app/chat/aBcDeFg'
const PROPOSAL = { kind: 'dead', code: 'links.noBluesky', params: {} } as const
let stage: Stage
let end = (): void => undefined

beforeEach(async () => {
  useToast().clear()
  stage = setStage({ 'links.read': ({ text }) => ok(text === LINK ? { proposal: PROPOSAL } : {}) })
  ;({ end } = await use(stage, usePastedLink))
})
afterEach(() => {
  end()
  document.body.innerHTML = ''
})

async function paste(text: string, into: Element = document.body): Promise<boolean> {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const left = into.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  await flushPromises()
  return left
}
function field(html: string): Element {
  document.body.insertAdjacentHTML('beforeend', html)
  return document.body.lastElementChild as Element
}

it('peers 30: pasted outside any field it is asked about at once', async () => {
  await paste(`come in: ${LINK}`)
  expect([useProposals().current, useToast().toasts.value]).toEqual([PROPOSAL, []])
})

it.each(['<input type="search">', '<textarea></textarea>', '<div contenteditable="true"></div>'])(
  'peers 30: pasted into %s it stays what it is, and is offered beside it',
  async (html) => {
    expect(await paste(LINK, field(html))).toBe(true)
    expect(useProposals().current).toBeUndefined()
    const [toast] = useToast().toasts.value
    const press = toast?.actions?.[0]?.onClick
    if (typeof press === 'function') press(new MouseEvent('click'))
    expect(useProposals().current).toEqual(PROPOSAL)
  },
)

it.each(['<input data-takes-links>', '<input type="password">'])('is left alone in %s', async (html) => {
  await paste(LINK, field(html))
  expect([useProposals().current, useToast().toasts.value, stage.fake.inputs('links.read')]).toEqual([
    undefined,
    [],
    [],
  ])
})

it('one of ours is offered where only others are taken, and left alone where all are', async () => {
  stage.fake.answer({ 'links.read': () => ok({ proposal: PROPOSAL }) })
  await paste(
    'bellhop://join?code=abc',
    field('<div data-takes-links="all"><input></div>').firstElementChild as Element,
  )
  expect(useToast().toasts.value).toEqual([])
  await paste('bellhop://join?code=abc', field('<input data-takes-links>'))
  expect(useToast().toasts.value).toHaveLength(1)
})

it('peers 30: another page of the same host is none of ours', async () => {
  await paste('https://bsky.app/profile/anna.bsky.social')
  await paste('hello')
  expect([useProposals().current, stage.fake.inputs('links.read')]).toEqual([undefined, []])
})
