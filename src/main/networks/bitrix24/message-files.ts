// A file with a text into a dialog, in one call, and whether it arrived: by author, text and the file's size and name.
// There is no id that makes a repeat harmless: nothing here is ever sent twice by itself.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { isNumberedName } from '../../../shared/domain/file-name'
import type { OutgoingFile, OutgoingMessage } from '../ports'
import type { CallResult } from './client'
import { asId, asList, asNumber, asObject, asObjects, asText } from './json'
import type { Portal } from './portal'

export interface SoughtFile {
  readonly message: OutgoingMessage
  readonly dialogId: string
  readonly file: OutgoingFile
}

/**
 * Stores the file in the chat's folder, attaches and posts it; the text goes along. URL previews cannot be switched off.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/im.v2/files/file-upload.html
 */
export function uploadFile(portal: Portal, { message, dialogId, file }: SoughtFile): Promise<CallResult> {
  const fields = { name: file.name, ...(message.text === '' ? {} : { message: message.text }) }
  return portal.client.call('im.v2.File.upload', { dialogId, fields }, { file })
}

/** The posted message's id, of an upload's answer. */
export function postedId(answer: JsonValue): string | undefined {
  return asId(asObject(answer)['messageId'])
}

export type FileMatch = 'ours' | 'perhaps' | 'other'

/**
 * Whether a message of mine carries this file: the same size, and the same name or one a folder makes of it. Where the
 * portal shows too little of the file, or shows an id that is none of ours, it may be this one or another.
 */
export function matchFile(row: JsonObject, files: ReadonlyMap<string, JsonObject>, file: OutgoingFile): FileMatch {
  const ids = asList(asObject(row['params'])['FILE_ID']).map(asId)
  const [id] = ids
  if (id === undefined || ids.length > 1) return 'other'
  const shown = files.get(id)
  const [size, name] = [asNumber(shown?.['size']), asText(shown?.['name'])]
  if (size !== undefined && size !== file.size) return 'other'
  const sure = size !== undefined && name !== undefined && isNumberedName(name, file.name)
  return sure && asText(row['uuid']) === undefined ? 'ours' : 'perhaps'
}

/** The files of a page of messages, by id. */
export function filesOf(page: JsonValue): ReadonlyMap<string, JsonObject> {
  return new Map(
    asObjects(asObject(page)['files']).flatMap((row) => {
      const id = asId(row['id'])
      return id === undefined ? [] : [[id, row] as const]
    }),
  )
}
