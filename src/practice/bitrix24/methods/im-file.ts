// im.v2.File.upload: stores a file in the chat, attaches it to a message and posts that, in one call.
// https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/im.v2/files/file-upload.html
import { answer, refuse, type Call, type MethodAnswer, type MethodError, type MethodTable } from '../call'
import { chatOf, parseDialogId } from '../dialog-id'
import { imFile } from '../im-objects'
import { isDialog, STATUS } from '../openlines'
import { toMap, toText } from '../params'
import { nextId, post } from '../world'
import type { Chat, StoredFile, World } from '../world-types'

const MAX_BYTES = 100 * 1024 * 1024

function findChat(call: Call): Chat | MethodError {
  const target = parseDialogId(call.world, toText(call.params['dialogId']))
  const chat = target === undefined ? undefined : chatOf(call.world, target, { userId: call.userId, now: call.now })
  if (chat === undefined) return refuse('CHAT_NOT_FOUND', 'Chat not found')
  return chat.participants.has(call.userId) ? chat : refuse('ACCESS_DENIED', 'Access denied', 403)
}

/** Strict base64 without a `data:` prefix. */
function decode(content: string): Buffer | undefined {
  const body = content.replace(/\s/g, '')
  return body.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body) ? Buffer.from(body, 'base64') : undefined
}

/** A name that is taken in the chat's folder gets a number. */
function freeName(world: World, chatId: number, name: string): string {
  const taken = new Set([...world.files.values()].filter((file) => file.chatId === chatId).map((file) => file.name))
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  for (let number = 1; taken.has(free); number += 1) free = `${stem} (${number})${extension}`
  return free
}

function fileUpload(call: Call): MethodAnswer {
  const { world, params, userId, now } = call
  const fields = toMap(params['fields'])
  const [name, content] = [toText(fields['name']).trim(), toText(fields['content'])]
  if (name === '' || content === '') return refuse('FILE_EMPTY', 'File name or content is not specified')
  const bytes = decode(content)
  if (bytes === undefined || bytes.length === 0)
    return refuse('FILE_INVALID_CONTENT', 'File content is not valid base64')
  if (bytes.length > MAX_BYTES) return refuse('FILE_TOO_LARGE', 'File is too large')
  const chat = findChat(call)
  if ('error' in chat) return chat
  const file: StoredFile = {
    id: nextId(world),
    chatId: chat.id,
    authorId: userId,
    name: freeName(world, chat.id, name),
    bytes,
    at: now,
  }
  world.files.set(file.id, file)
  const message = post(world, chat, { authorId: userId, text: toText(fields['message']), at: now, fileIds: [file.id] })
  if (isDialog(chat) && chat.line.operatorId === userId) chat.line.status = STATUS.answered
  return answer({
    file: imFile(world, file),
    messageId: message.id,
    chatId: chat.id,
    dialogId: toText(params['dialogId']),
  })
}

export const imFileMethods: MethodTable = {
  'im.v2.file.upload': { scopes: ['im'], newer: true, run: fileUpload },
}
