// Catches: a wish that is lost because the app was still starting, a hidden start that shows a window, two windows for one.
import { expect, test } from 'vitest'
import { createAsks } from './asked'
import type { Asked } from './launch-options'

const PLAIN: Asked = { quickSend: false, hidden: false }

function make(first: Asked) {
  const done: string[] = []
  const note = (what: string) => () => void done.push(what)
  const asks = createAsks(() => first, {
    showMain: note('main'),
    quickSend: note('quick'),
    openLink: (text) => void done.push(text),
    pauseNotifications: note('pause'),
    quit: note('quit'),
    startHidden: note('hidden'),
  })
  return { asks, done }
}

test.each([
  [PLAIN, ['main']],
  [{ ...PLAIN, quickSend: true }, ['quick']],
  [{ ...PLAIN, open: 'bellhop://group/1' }, ['bellhop://group/1']],
  [{ ...PLAIN, hidden: true }, ['hidden']],
  [{ ...PLAIN, hidden: true, quickSend: true }, ['quick']],
  [{ ...PLAIN, hidden: true, open: 'bellhop://group/1' }, ['bellhop://group/1']],
])('a start with %j does %j, once the app is built', (first, wanted) => {
  const { asks, done } = make(first)
  expect(done).toEqual([])
  asks.begin()
  expect(done).toEqual(wanted)
})

test('what later processes want waits for the app, then is done in order; hidden wants nothing of an app that runs', () => {
  const { asks, done } = make({ ...PLAIN, hidden: true })
  asks.take({ ...PLAIN, open: 'bellhop://a' })
  asks.take({ ...PLAIN, hidden: true })
  asks.begin()
  asks.take(PLAIN)
  asks.take({ ...PLAIN, quickSend: true })
  asks.take({ ...PLAIN, hidden: true })
  expect(done).toEqual(['hidden', 'bellhop://a', 'main', 'quick'])
})
