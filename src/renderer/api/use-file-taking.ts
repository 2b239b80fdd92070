// Taking one file into a message: how far it is, and why one was not taken.
import { onScopeDispose, ref } from 'vue'
import type { AppError } from '../../shared/contract/result'
import { dropFile, keepFile, type KeptFile } from './keep-file'

/** What was dropped, pasted or chosen. */
export interface Given {
  readonly files: readonly File[]
  /** Whether a folder was among it. */
  readonly folder: boolean
}

/** `several`: more than one file, or a second one: a message takes one. `error`: main says why. */
export type NotTaken =
  { readonly kind: 'several' } | { readonly kind: 'error'; readonly error: Pick<AppError, 'code' | 'params'> }

interface Options {
  /** Whether the message has a file already. */
  readonly has: () => boolean
  /** Why no file can go where this message goes. */
  readonly blocked: () => AppError['code'] | undefined
  /** It is on disk. */
  readonly taken: (file: KeptFile) => void
}

export function useFileTaking({ has, blocked, taken }: Options) {
  const taking = ref<{ readonly name: string; readonly size: number; readonly done: number }>()
  const notTaken = ref<NotTaken>()
  let giveUp = new AbortController()
  const refuse = (code: AppError['code']): void => {
    notTaken.value = { kind: 'error', error: { code, params: {} } }
  }

  async function take({ files, folder }: Given): Promise<void> {
    notTaken.value = undefined
    const [file, ...more] = files
    const code = blocked()
    if (code !== undefined) return refuse(code)
    if (folder) return refuse('outbox.fileEmpty')
    if (file === undefined) return
    if (more.length > 0 || has() || taking.value) return void (notTaken.value = { kind: 'several' })
    const { name, size } = file
    const own = (giveUp = new AbortController())
    taking.value = { name, size, done: 0 }
    const kept = await keepFile(file, {
      signal: own.signal,
      onProgress: (done) => (taking.value = { name, size, done }),
    })
    taking.value = undefined
    if (own.signal.aborted) {
      if (kept.ok) await dropFile(kept.data.fileId)
      return
    }
    if (kept.ok) taken(kept.data)
    else notTaken.value = { kind: 'error', error: kept.error }
  }

  onScopeDispose(() => giveUp.abort())
  return { taking, notTaken, take, cancel: () => giveUp.abort() }
}
