// Files as a test sees them: on this computer, dragged onto the window as the desktop does it, and at the portal.
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { InputOf } from '../../../src/shared/contract'
import type { Bellhop } from './app'
import { portalState, type PortalKey } from './bitrix24'
import type { Practice } from './practice'

export const UPLOAD = 'im.v2.file.upload'

/**
 * Drags files of this computer over a part of the page and lets go there: the browser itself is told, so that the page
 * gets an event it can trust, with files it can read.
 */
export async function dropFiles(page: Page, onto: Locator, paths: readonly string[]): Promise<void> {
  const box = await onto.boundingBox()
  if (!box) throw new Error('nothing to drop onto')
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  await session.detach()
}

export interface StoredFile {
  readonly id: number
  readonly chatId: string
  readonly name: string
  readonly size: number
  readonly base64: string
}

export const filesAt = (practice: Practice, portal: PortalKey = 'acme'): Promise<readonly StoredFile[]> =>
  portalState(practice, portal, 'files')

export const digest = (bytes: Uint8Array | string): string =>
  createHash('sha256')
    .update(typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes)
    .digest('hex')

/** What the app keeps of files just now. */
export const keptFiles = (profile: string): Promise<string[]> => readdir(join(profile, 'files')).catch(() => [])

export const chip = (within: Page | Locator): Locator => within.getByTestId('file')
export const fileField = (within: Page | Locator): Locator => within.getByTestId('file-field')

/** Hands a file over by the page's own door, as its parts do. */
export async function keepFile(
  { invoke }: Bellhop,
  name: string,
  bytes: Buffer,
): Promise<NonNullable<InputOf<'outbox.enqueue'>['file']>> {
  const begun = await invoke('outbox.keepFile', { name, size: bytes.length })
  if (!begun.ok) throw new Error(begun.error.code)
  const { fileId } = begun.data
  await invoke('outbox.appendFile', { fileId, offset: 0, base64: bytes.toString('base64') })
  return begun.data
}
