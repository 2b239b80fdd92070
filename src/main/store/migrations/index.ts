// All schema steps in order. A step that has shipped is never edited: a change is a new step.
import type { Migration } from '../migrate'
import { accountsAndGroups } from './001-accounts-groups'
import { requestsAndDialogs } from './002-requests-dialogs'
import { outboxAndMessages } from './003-outbox-messages'
import { directoryAndDecisions } from './004-directory-and-decisions'
import { directoryLists } from './005-directory-lists'
import { invitations } from './006-invitations'
import { outboxAndTargets } from './007-outbox-and-targets'
import { outboxEvidence } from './008-outbox-evidence'
import { notices } from './009-notices'
import { files } from './010-files'

export const MIGRATIONS: readonly Migration[] = [
  accountsAndGroups,
  requestsAndDialogs,
  outboxAndMessages,
  directoryAndDecisions,
  directoryLists,
  invitations,
  outboxAndTargets,
  outboxEvidence,
  notices,
  files,
]
