// Updates of a test's own: an installation from source, with nothing to ask.
import { fail } from '../../shared/contract/result'
import type { UpdateStatus } from '../../shared/contract/settings-updates'

export const createFakeUpdates = () => {
  const status: UpdateStatus = { installation: 'source', canInstall: false, state: 'unavailable', why: 'noFeed' }
  return {
    status: () => status,
    check: () => Promise.resolve(fail('updates.notAsked', 'user')),
    install: () => Promise.resolve(fail('updates.nothingToInstall')),
  }
}
