// Files for messages: taken in part by part, kept until their message has left, and then removed. A window hands over bytes,
// never a path: no page can make the app read a file that the user has not given it.
import type { HandlersOf } from '../../shared/contract/index'
import type { KeptFile } from '../../shared/contract/messages'
import { cleanFileName } from '../../shared/domain/file-name'
import { fail, ok } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { OutgoingFile } from '../networks/ports'
import { guarded } from '../store/guarded'
import { findKeptFile } from '../store/kept-file'
import { createFileSweep, type SweepDeps } from './file-sweep'
import { createIntakes } from './file-intakes'

export interface KeptFilesDeps extends Omit<SweepDeps, 'isComing'> {
  /** Lowercase UUID v4. */
  readonly uuid: () => string
  readonly crashPoint: (name: string) => void
}

type FileRoute = 'outbox.keepFile' | 'outbox.appendFile' | 'outbox.dropFile'

export interface KeptFiles {
  readonly handlers: HandlersOf<FileRoute>
  /** What is known of a file that is on disk as it was taken in. */
  find(fileId: string): KeptFile | undefined
  /** The same file as a network is given it. */
  outgoing(file: KeptFile): OutgoingFile
  /** Messages have ended or gone: what nobody needs any more is removed. */
  tidy(): void
  /** Removes what an earlier run left. */
  start(): void
  /** What is half taken in is given up. */
  stop(): Promise<void>
}

/** A portal takes 100 MB; what is attached to a chat message is smaller, and goes over slow lines. */
const MAX_BYTES = 25_000_000

export function createKeptFiles(deps: KeptFilesDeps): KeptFiles {
  const { store, fileBytes, log, clock, crashPoint } = deps
  const intakes = createIntakes(deps)
  const sweep = createFileSweep({ ...deps, isComing: intakes.has })

  return {
    find: (fileId) => findKeptFile(deps, fileId),
    outgoing: ({ fileId, name, size }) => ({ name, size, read: () => fileBytes.read(fileId) }),
    tidy: sweep.tidy,
    start: sweep.start,
    async stop() {
      sweep.stop()
      await intakes.stop()
    },
    handlers: {
      'outbox.keepFile': async ({ name, size }) => {
        if (size === 0) return fail('outbox.fileEmpty', 'user')
        if (size > MAX_BYTES) return fail('outbox.fileTooLarge', 'user', { megabytes: MAX_BYTES / 1_000_000 })
        sweep.makeRoom(size)
        const file = { fileId: deps.uuid(), name: cleanFileName(name), size }
        return (await intakes.begin(file)) ? ok(file) : fail('outbox.fileNotKept', 'user')
      },
      'outbox.appendFile': async ({ fileId, offset, base64 }) => {
        const came = await intakes.append(fileId, offset, Buffer.from(base64, 'base64'))
        if (came.kind === 'refused') return fail('outbox.fileNotKept', 'user')
        if (came.kind === 'more') return ok({ kept: false })
        crashPoint('outbox.afterFileBytes')
        const noted = guarded(log, () => {
          store.keptFiles.insert(came.file, isoAt(clock()))
        })
        if (!noted.ok) return noted
        crashPoint('outbox.afterFileKept')
        return ok({ kept: true })
      },
      'outbox.dropFile': async ({ fileId }) => {
        await intakes.drop(fileId)
        sweep.drop(fileId)
        return ok({})
      },
    },
  }
}
