// A directory of groups as twenty companies would have it, in two languages, from a seed: common words for what a group
// is, rare ones for whom and what it is about.
import { pick, pickIndex } from '../../../src/practice/random'
import type { Random } from '../../../src/practice/types'
import type { Group } from '../../../src/shared/contract/groups'
import { accountId } from '../../../src/main/testing/records'
import {
  COMPANY_ENDS,
  FIRST_NAMES,
  PLACES,
  SENTENCES,
  SHAPES,
  SUBJECTS,
  SURNAME_ENDS,
  SYLLABLES,
  type Language,
} from './words'

export interface CorpusOptions {
  readonly accounts: number
  readonly groupsEach: number
}

const ACCOUNT = '00000000-0000-4000-8000-'
const LATEST = Date.UTC(2026, 6, 1)
const MINUTE = 60_000
const COMPANIES = 3000
const SURNAMES = 1500
const RELATIONS = ['none', 'none', 'none', 'none', 'none', 'member', 'member', 'requested', 'invited', 'owner'] as const
const KINDS = ['group', 'group', 'project', 'scrum', 'collab'] as const
const RULES = ['open', 'approval', 'approval', 'invite'] as const

export const accountOf = (number: number) => accountId(ACCOUNT + String(number).padStart(12, '0'))

interface Stock {
  readonly language: Language
  readonly companies: readonly string[]
  readonly surnames: readonly string[]
}

function coined(random: Random, language: Language, ends: readonly string[]): string {
  const { begin, middle } = SYLLABLES[language]
  const inner = Array.from({ length: 1 + pickIndex(random, 2) }, () => pick(random, middle)).join('')
  return pick(random, begin) + inner + pick(random, ends)
}

const stockOf = (random: Random, language: Language): Stock => ({
  language,
  companies: Array.from({ length: COMPANIES }, () => coined(random, language, COMPANY_ENDS[language])),
  surnames: Array.from({ length: SURNAMES }, () => coined(random, language, SURNAME_ENDS[language])),
})

function describe(random: Random, stock: Stock, subject: string): string | undefined {
  const count = pickIndex(random, 4)
  if (count === 0) return undefined
  const sentence = (): string =>
    pick(random, SENTENCES[stock.language])
      .replace('%s', subject)
      .replace('%c', pick(random, stock.companies))
      .replace('%p', pick(random, PLACES[stock.language]))
  return Array.from({ length: count }, sentence).join(' ')
}

function name(random: Random, stock: Stock, subject: string): string {
  const { language } = stock
  const shape = pick(random, SHAPES[language])
  const company = pick(random, stock.companies)
  const place = pick(random, PLACES[language])
  const base =
    language === 'ru' ? `${shape} ${subject}` : `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${shape}`
  const dice = random()
  if (dice < 0.35) return `${base} ${language === 'ru' ? `«${company}»` : company}`
  if (dice < 0.6) return `${base}: ${company}, ${place}`
  if (dice < 0.8) return `${company} — ${base} ${String(2018 + pickIndex(random, 9))}`
  return `${base} ${place} №${String(1 + pickIndex(random, 400))}`
}

/** @returns every account's groups, account after account. */
export function makeCorpus(random: Random, { accounts, groupsEach }: CorpusOptions): Group[] {
  const stocks = (['ru', 'en'] as const).map((language) => stockOf(random, language))
  return Array.from({ length: accounts * groupsEach }, (_, index) => {
    const stock = stocks[random() < 0.6 ? 0 : 1] ?? pick(random, stocks)
    const { language } = stock
    const subject = pick(random, SUBJECTS[language])
    const activeAt = new Date(LATEST - pickIndex(random, 500_000) * MINUTE).toISOString()
    const description = describe(random, stock, subject)
    return {
      accountId: accountOf(Math.floor(index / groupsEach)),
      groupId: String((index % groupsEach) + 1),
      name: name(random, stock, subject),
      ...(description === undefined ? {} : { description }),
      relation: pick(random, RELATIONS),
      kind: pick(random, KINDS),
      joinRule: pick(random, RULES),
      memberCount: 1 + pickIndex(random, 400),
      archived: random() < 0.08,
      ownerName: `${pick(random, FIRST_NAMES[language])} ${pick(random, stock.surnames)}`,
      ...(random() < 0.5 ? { topic: pick(random, SUBJECTS[language]) } : {}),
      ...(random() < 0.5 ? { keywords: `${subject}, ${pick(random, stock.companies).toLowerCase()}` } : {}),
      activeAt,
      createdAt: activeAt,
    }
  })
}
