// The body of a call that carries a file: JSON whose one long string is the file in base64, made piece by piece while it
// is sent. The file is never in memory as a whole, and the same body can be sent again.
import { Readable } from 'node:stream'
import type { JsonObject } from '../../../shared/contract/common'
import { isObject } from '../../../shared/domain/json-shape'
import type { OutgoingFile } from '../ports'

export interface StreamBody {
  /** Bytes of the whole body. */
  readonly length: number
  /** From the first byte on. Fails with `FileGone` where the file is not there as it was. */
  open(): Readable
}

/** The file could not be read to its end: the request was not complete, so nothing can have been done. */
export class FileGone extends Error {}

/** What opens and what closes `fields.content`, which is the last value of the whole. */
const END = '""}}'

/** `params` as JSON with `fields.content` added as its last value. */
export function uploadBody(params: JsonObject, file: OutgoingFile): StreamBody {
  const fields = isObject(params['fields']) ? params['fields'] : {}
  const { fields: _, ...others } = params
  const text = JSON.stringify({ ...others, fields: { ...fields, content: '' } })
  const before = Buffer.from(text.slice(0, 1 - END.length))
  const after = Buffer.from(END.slice(1))
  return {
    length: before.length + Math.ceil(file.size / 3) * 4 + after.length,
    open: () => Readable.from(pieces(file, before, after), { objectMode: false }),
  }
}

async function* pieces(file: OutgoingFile, before: Buffer, after: Buffer): AsyncGenerator<Buffer> {
  yield before
  let read = 0
  let rest = Buffer.alloc(0)
  try {
    for await (const bytes of file.read()) {
      read += bytes.length
      // Three bytes are four characters: what is over waits for the next piece.
      const all = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes])
      const whole = all.length - (all.length % 3)
      rest = all.subarray(whole)
      if (whole > 0) yield Buffer.from(all.subarray(0, whole).toString('base64'), 'latin1')
    }
  } catch {
    throw new FileGone('the file cannot be read any more')
  }
  if (read !== file.size) throw new FileGone('the file has another size now')
  yield Buffer.from(rest.toString('base64'), 'latin1')
  yield after
}
