// The vault's state, and waiting for the user to open it when a call needs it.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/contract/errors'
import type { AppError } from '../../../shared/contract/result'
import { createWaiting } from './waiting'

export type VaultStatus = OutputOf<'vault.status'>
type OpenState = 'unlocked' | 'degraded'
type VaultQuestion = Exclude<VaultStatus['state'], OpenState>
type VaultRoute =
  | 'vault.status'
  | 'vault.setPassphrase'
  | 'vault.unlock'
  | 'vault.useMemory'
  | 'vault.lock'
  | 'vault.retry'
  | 'vault.startOver'

const QUESTIONS: Readonly<Record<string, VaultQuestion>> = {
  'vault.absent': 'absent',
  'vault.locked': 'locked',
  'vault.keyringChanged': 'keyringChanged',
  'vault.keyringUnavailable': 'keyringChanged',
  'vault.corrupt': 'corrupt',
  'vault.newer': 'corrupt',
  'vault.unreadable': 'corrupt',
}

const isOpen = (state: VaultStatus['state']): state is OpenState => state === 'unlocked' || state === 'degraded'

/** Why no key can be had now, as an error code; absent while the vault is open, or when there is none. */
function obstacle(status: VaultStatus | undefined): ErrorCode | undefined {
  if (status?.state === 'locked') return 'vault.locked'
  if (status?.state === 'keyringChanged' || status?.state === 'corrupt')
    return status.problem ?? `vault.${status.state}`
  return undefined
}

export const useVault = defineStore('vault', () => {
  const status = ref<VaultStatus>()
  /** What the user is being asked now; the dialog is open while it is set. */
  const question = ref<VaultQuestion>()
  const closedBy = computed(() => obstacle(status.value))
  const waiting = createWaiting()

  function close(opened: boolean): void {
    question.value = undefined
    waiting.settle(opened)
  }

  function see(next: VaultStatus): void {
    status.value = next
    if (!question.value) return
    // Without a vault and with a keyring nothing is to be chosen: the first secret makes the vault.
    const { state } = next
    if (isOpen(state) || (state === 'absent' && next.keyringAvailable)) close(true)
    else question.value = state
  }

  async function call<R extends VaultRoute>(route: R, input: InputOf<R>): Promise<ResultOf<R>> {
    const answer: ResultOf<R> = await invoke(route, input, { quiet: true })
    if (answer.ok) see(answer.data)
    return answer
  }
  const read = async (): Promise<void> => void (await call('vault.status', {}))

  /** Reads the state and keeps it up to date for as long as the page lives. */
  async function start(): Promise<void> {
    await follow({ event: 'vault.changed', read, apply: (payload) => see(payload.status) })
  }

  /** Asks the user; several askers share one dialog. Resolves `true` once the vault is open. */
  function ask(next: VaultQuestion): Promise<boolean> {
    question.value = next
    return waiting.wait()
  }

  /** For the door: whether an error was put right by the user. */
  function recover(error: AppError): Promise<boolean> {
    const next = QUESTIONS[error.code]
    return next ? ask(next) : Promise.resolve(false)
  }

  return {
    status,
    question,
    closedBy,
    start,
    read,
    ask,
    recover,
    dismiss: () => close(false),
    setPassphrase: (passphrase: string) => call('vault.setPassphrase', { passphrase }),
    unlock: (passphrase: string) => call('vault.unlock', { passphrase }),
    useMemory: () => call('vault.useMemory', {}),
    lock: () => call('vault.lock', {}),
    /** Main looks at the file and the keyring again. */
    retry: () => call('vault.retry', {}),
    /** Keeps a file that cannot be opened under another name; what is asked next is how to keep keys from now on. */
    startOver: () => call('vault.startOver', {}),
  }
})
