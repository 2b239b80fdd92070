import { expect, it } from 'vitest'
import { sandboxFor } from './sandbox.ts'

const ordinary = { platform: 'linux', uid: 1000, restricted: false, helperReady: false }

it('turns the sandbox off for root only', () => {
  expect(sandboxFor({ ...ordinary, uid: 0 })).toEqual({ kind: 'off', args: ['--no-sandbox'] })
  expect(sandboxFor(ordinary)).toEqual({ kind: 'on' })
  expect(sandboxFor({ ...ordinary, platform: 'darwin', uid: 0 })).toEqual({ kind: 'on' })
})

it('never turns it off for an ordinary user, not even where it cannot work', () => {
  expect(sandboxFor({ ...ordinary, restricted: true })).toEqual({ kind: 'impossible' })
  expect(sandboxFor({ ...ordinary, restricted: true, helperReady: true })).toEqual({ kind: 'on' })
})
