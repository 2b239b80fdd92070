import { expect, it } from 'vitest'
import { sandboxAdvice, sandboxFor } from './sandbox.ts'

const ordinary = { platform: 'linux', uid: 1000, namespaces: true, helperReady: false }

it('turns the sandbox off for root only', () => {
  expect(sandboxFor({ ...ordinary, uid: 0 })).toEqual({ kind: 'off', args: ['--no-sandbox'] })
  expect(sandboxFor(ordinary)).toEqual({ kind: 'on' })
  expect(sandboxFor({ ...ordinary, platform: 'darwin', uid: 0 })).toEqual({ kind: 'on' })
})

it('never turns it off for an ordinary user, not even where it cannot work', () => {
  expect(sandboxFor({ ...ordinary, namespaces: false })).toEqual({ kind: 'impossible' })
  expect(sandboxFor({ ...ordinary, namespaces: false, helperReady: true })).toEqual({ kind: 'on' })
})

it('says the exact command, with the path quoted', () => {
  expect(sandboxAdvice('/home/ann o/chrome-sandbox')).toContain("sudo chmod 4755 '/home/ann o/chrome-sandbox'")
})
