// A bench of the outbox with what tests of its files do: hand bytes over, and look at the folder they are kept in.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { HandlersOf } from '../../shared/contract/index'
import type { KeptFile } from '../../shared/contract/messages'
import type { Life } from './lives'
import { createOutboxBench, filesOf, type BenchDeps } from './outbox-bench'

/** Some bytes that are no text. */
export const BYTES = Buffer.from('Отчёт за май\u0000\u00FF', 'utf8')

interface TakesFiles extends Life {
  readonly handlers: HandlersOf<'outbox.keepFile' | 'outbox.appendFile'>
}

export function openFilesBench<Outbox extends TakesFiles>(make: (deps: BenchDeps) => Outbox) {
  const bench = createOutboxBench(make)
  const folder = filesOf(bench.temp)
  const pathOf = ({ fileId }: KeptFile): string => join(folder, fileId)

  async function append(fileId: string, offset: number, bytes: Uint8Array) {
    const base64 = Buffer.from(bytes).toString('base64')
    return bench.outbox.handlers['outbox.appendFile']({ fileId, offset, base64 })
  }

  async function begin(name: string, size: number): Promise<KeptFile> {
    const begun = await bench.outbox.handlers['outbox.keepFile']({ name, size })
    if (!begun.ok) throw new Error(begun.error.code)
    return begun.data
  }

  return {
    bench,
    pathOf,
    append,
    begin,
    async keep(name = 'report.pdf', bytes: Uint8Array = BYTES): Promise<KeptFile> {
      const file = await begin(name, bytes.length)
      const kept = await append(file.fileId, 0, bytes)
      if (!kept.ok || !kept.data.kept) throw new Error(`${name} was not kept`)
      return file
    },
    isThere: (file: KeptFile): boolean => existsSync(pathOf(file)),
    onDisk: (): string[] => (existsSync(folder) ? readdirSync(folder) : []),
  }
}
