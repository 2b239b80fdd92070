// The outbox as a table to keep or to pass on: what went where, when, and what became of it, in the user's words.
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { OutboxRecord } from '../store/outbox-rows'
import { toCsv } from './csv'
import type { OutboxDeps } from './deps'

type ExportDeps = Pick<OutboxDeps, 'store' | 'accounts' | 'text' | 'saveTextFile' | 'clock' | 'log'>

const COLUMNS = [
  'createdAt',
  'account',
  'portal',
  'target',
  'text',
  'file',
  'fileBytes',
  'state',
  'reason',
  'attempts',
  'notBefore',
  'sentAt',
  'id',
] as const
type Column = (typeof COLUMNS)[number]

/** Writes what matches as CSV where the user says; without a path when the user changed their mind. */
export async function exportItems(
  deps: ExportDeps,
  filter: ParsedInputOf<'outbox.export'>,
): Promise<Result<OutputOf<'outbox.export'>, 'outbox.exportFailed'>> {
  try {
    const heading = COLUMNS.map((column) => deps.text(`outbox.export.${column}`))
    const text = remembered(deps.text)
    const rows = deps.store.outbox.list(filter).map((item) => rowOf({ ...deps, text }, item))
    const name = `bellhop-outbox-${isoAt(deps.clock()).slice(0, 10)}.csv`
    const path = await deps.saveTextFile(name, toCsv([heading, ...rows], separatorOf(deps.text)))
    return ok(path === undefined ? {} : { path })
  } catch (error) {
    deps.log.warn('the outbox could not be exported', { error: String(error) })
    return fail('outbox.exportFailed', 'user')
  }
}

type Texts = ExportDeps['text']

/** Spreadsheets in Russian take the semicolon; the comma is in their numbers. */
function separatorOf(text: Texts): ',' | ';' {
  return text('outbox.export.separator') === ';' ? ';' : ','
}

/** Thousands of rows say the same few things. */
function remembered(text: Texts): Texts {
  const said = new Map<string, string>()
  return (key, params = {}) => {
    const asked = [key, ...Object.values(params)].join(' ')
    const known = said.get(asked) ?? text(key, params)
    said.set(asked, known)
    return known
  }
}

/** What the sentences of a failed send may name besides the portal. */
const UNKNOWN = ['seconds', 'name', 'newHost'] as const

/** The journal keeps why, and not what else the error told: the words for what is not known stand for that. */
function sentence(text: Texts, { reason, host }: OutboxRecord): string {
  if (reason === undefined) return ''
  const unknown = Object.fromEntries(UNKNOWN.map((name) => [name, text(`app.unknown.${name}`)]))
  return text(`errors.${reason}`, { ...unknown, host })
}

function rowOf({ accounts, text }: ExportDeps, item: OutboxRecord): string[] {
  const cells: Record<Column, string> = {
    createdAt: item.createdAt,
    account: accounts.get(item.accountId)?.label ?? '',
    portal: item.host,
    target: item.targetTitle,
    text: item.text,
    file: item.file?.name ?? '',
    fileBytes: item.file === undefined ? '' : String(item.file.size),
    state: text(`outbox.state.${item.state}`),
    reason: sentence(text, item),
    attempts: String(item.attempts),
    notBefore: item.notBefore ?? '',
    sentAt: item.sentAt ?? '',
    id: item.id,
  }
  return COLUMNS.map((column) => cells[column])
}
