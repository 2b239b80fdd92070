import { expect, test } from 'vitest'
import { parseArgs } from './args'

test('nothing asked for: no control door, a living world, the cloud’s limit', () => {
  expect(parseArgs([])).toEqual({
    ok: true,
    args: { control: false, still: false, unlimited: false, seed: 1, port: 0, pace: 1 },
  })
})

test('everything asked for', () => {
  const argv = [
    '--control',
    '--still',
    '--unlimited',
    '--seed=7',
    '--port=4000',
    '--pace=30',
    '--groups=10000',
    '--tls-key=a=b.pem',
    '--tls-cert=c.pem',
  ]
  expect(parseArgs(argv)).toEqual({
    ok: true,
    args: {
      control: true,
      still: true,
      unlimited: true,
      seed: 7,
      port: 4000,
      pace: 30,
      groups: 10_000,
      tlsKey: 'a=b.pem',
      tlsCert: 'c.pem',
    },
  })
})

test.each([
  ['--contrl'],
  ['--seed'],
  ['--seed=x'],
  ['--port=70000'],
  ['--pace=0'],
  ['--groups=19'],
  ['--groups=many'],
  ['--groups=200001'],
  ['--tls-key=a.pem'],
  ['--control=yes'],
])('%s is refused instead of passing for a choice', (word) => {
  expect(parseArgs([word])).toMatchObject({ ok: false })
})
