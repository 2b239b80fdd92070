import { expect, it } from 'vitest'
import { readLaunchOptions } from './launch-options'

const env = { BELLHOP_PLC_URL: 'http://localhost:1', BELLHOP_CRASH_POINT: 'outbox.afterOutcomeCommit' }

it('takes directories and crash points from the environment only where the build is not packaged', () => {
  expect(readLaunchOptions({ argv: ['--practice'], env, packaged: false })).toEqual({
    practice: true,
    version: false,
    help: false,
    plcUrl: 'http://localhost:1',
    crashPoint: 'outbox.afterOutcomeCommit',
  })
  expect(readLaunchOptions({ argv: ['--practice'], env, packaged: true })).toEqual({
    practice: false,
    version: false,
    help: false,
  })
})
