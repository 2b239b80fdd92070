// The vault's state, and waiting for the user to open it when a call needs it.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type VaultStatus = OutputOf<'vault.status'>
export type VaultQuestion = 'absent' | 'locked' | 'keyringChanged' | 'corrupt'

const QUESTIONS: Readonly<Record<string, VaultQuestion>> = {
  'vault.absent': 'absent',
  'vault.locked': 'locked',
  'vault.keyringChanged': 'keyringChanged',
  'vault.corrupt': 'corrupt',
}

const isOpen = (state: VaultStatus['state']): boolean => state === 'unlocked' || state === 'degraded'

export const useVault = defineStore('vault', () => {
  const status = ref<VaultStatus>()
  /** What the user is being asked now; the dialog is open while it is set. */
  const question = ref<VaultQuestion>()
  let waiting: { promise: Promise<boolean>; settle: (opened: boolean) => void } | undefined

  function see(next: VaultStatus): void {
    status.value = next
    if (waiting && isOpen(next.state)) close(true)
  }

  async function read(): Promise<void> {
    const answer = await invoke('vault.status', {}, { quiet: true })
    if (answer.ok) see(answer.data)
  }

  /** Reads the state and keeps it up to date for as long as the page lives. */
  async function start(): Promise<void> {
    await follow({ event: 'vault.changed', read, apply: (payload) => see(payload.status) })
  }

  /** Asks the user; several askers share one dialog. Resolves `true` once the vault is open. */
  function ask(next: VaultQuestion): Promise<boolean> {
    question.value = next
    if (!waiting) {
      let settle: (opened: boolean) => void = () => undefined
      const promise = new Promise<boolean>((resolve) => {
        settle = resolve
      })
      waiting = { promise, settle }
    }
    return waiting.promise
  }

  function close(opened: boolean): void {
    question.value = undefined
    waiting?.settle(opened)
    waiting = undefined
  }

  /** For the door: whether an error was put right by the user. */
  function recover(error: AppError): Promise<boolean> {
    const next = QUESTIONS[error.code]
    return next ? ask(next) : Promise.resolve(false)
  }

  type Change = 'vault.setPassphrase' | 'vault.unlock'

  async function withPassphrase<R extends Change>(route: R, passphrase: string): Promise<ResultOf<R>> {
    const answer = await invoke(route, { passphrase }, { quiet: true })
    if (answer.ok) see(answer.data)
    return answer
  }

  async function simply<R extends 'vault.useMemory' | 'vault.lock'>(route: R): Promise<ResultOf<R>> {
    const answer = await invoke(route, {}, { quiet: true })
    if (answer.ok) see(answer.data)
    return answer
  }

  return {
    status,
    question,
    start,
    read,
    ask,
    recover,
    dismiss: () => close(false),
    setPassphrase: (passphrase: string) => withPassphrase('vault.setPassphrase', passphrase),
    unlock: (passphrase: string) => withPassphrase('vault.unlock', passphrase),
    useMemory: () => simply('vault.useMemory'),
    lock: () => simply('vault.lock'),
  }
})
