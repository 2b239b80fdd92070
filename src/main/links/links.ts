// The links capability: what is on its way to the main window. A place is gone to at once; a link from outside is only
// read here, and waits as a proposal for the user's word. Asks no service, changes nothing.
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { Arrival, Place } from '../../shared/contract/links'
import { ok } from '../../shared/contract/result'
import type { Accounts } from '../networks/ports'
import { readPasted, readPassed, type ProposalDeps } from './proposals'
import { createTitles, type TitleDeps } from './titles'

export interface LinksDeps extends TitleDeps {
  readonly accounts: Pick<Accounts, 'list'>
  readonly emit: Emit
  /** Brings the main window to the front; one that is not there yet takes what waits when it is. */
  readonly showMain: () => void
}

export interface LinksCapability {
  readonly handlers: HandlersOf<RoutesOf<'links'>>
  /** Brings the main window to the front, at this place. */
  go(place: Place): void
  /**
   * Takes a link from outside: the command line, the system, another instance. The user is asked before anything follows.
   * @param text unchecked
   */
  open(text: string): void
}

/** More than anybody clicks before the window is there: a flood is cut. */
const MOST_WAITING = 50

export function createLinks({ store, accounts, emit, showMain, log }: LinksDeps): LinksCapability {
  const titleOf = createTitles({ store, log })
  const known = (): ProposalDeps => ({ accounts: accounts.list(), titleOf })
  let waiting: readonly Arrival[] = []
  const put = (arrival: Arrival): void => {
    if (waiting.length < MOST_WAITING) waiting = [...waiting, arrival]
    else log.warn('too much waits for the main window: what came last is left out')
    showMain()
    emit('links.waiting', {})
  }
  return {
    handlers: {
      'links.take': () => {
        const taken = waiting
        waiting = []
        return ok([...taken])
      },
      'links.read': ({ text }) => {
        const proposal = readPasted(text, known())
        return ok(proposal === undefined ? {} : { proposal })
      },
    },
    go(place) {
      put({ kind: 'place', place })
    },
    open(text) {
      put({ kind: 'proposal', proposal: readPassed(text, known()) })
    },
  }
}
