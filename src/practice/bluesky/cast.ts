// Who lives in the practice world: accounts one can sign in to and people who own groups and write. Data and its making.
import type { DidString, HandleString } from '@atproto/lex'
import { seededRandom } from '../random'
import type { Random } from '../types'
import type { Account } from './accounts'
import { appPassword, plcDid, randomText } from './ids'

/** Never resolves by DNS (RFC 2606); the practice PDS answers for it. */
export const HANDLE_DOMAIN = 'practice.test'

export interface CastMember {
  readonly key: string
  readonly did: DidString
  readonly handle: HandleString
  readonly displayName: string
}

/** Keys of the accounts one can sign in to, and their names. */
const ACCOUNT_NAMES: readonly (readonly [string, string])[] = [
  ['anna', 'Анна Кузнецова'],
  ['boris', 'Boris Miller'],
  ['olga', 'Ольга Смирнова'],
  ['vera', 'Вера Лебедева'],
  ['timur', 'Тимур Ахметов'],
  ['denis', 'Denis Clark'],
]

const FIRST = ['Ivan', 'Мария', 'Grace', 'Павел', 'Linus', 'Екатерина', 'Ada', 'Сергей', 'Noor', 'Людмила', 'Zoë', 'Ян']
const LAST = ['Orlov', 'Чернышёва', 'Hopper', "O'Brien", 'Ковальчук', 'García', 'Lee', 'Ёлкина', 'van der Berg']

/** Names that break screens which trust them: markup, direction marks, width, height, emptiness. */
const HOSTILE_NAMES = [
  '<img src=x onerror=alert(1)>',
  'Invoice \u202Efdp.exe',
  'З̵̡̛̳͇̂͆а̷̜͐л̶̨̛͓го',
  '👩‍👩‍👧‍👦'.repeat(16),
  'И'.repeat(64),
  '',
  '{{ constructor.constructor("return 1")() }}',
  'admin\u200B\u200D',
]

/** How many people there are besides the accounts. */
const CROWD = 48

export interface Cast {
  readonly accounts: readonly Account[]
  /** Accounts' owners first, then everybody else. */
  readonly people: readonly CastMember[]
  person(key: string): CastMember
}

function account(member: CastMember, random: Random): Account {
  const privileged = { name: 'Bellhop', password: appPassword(random), privileged: true }
  const plain = { name: 'No direct messages', password: appPassword(random), privileged: false }
  return {
    key: member.key,
    did: member.did,
    handle: member.handle,
    email: `${member.key}@${HANDLE_DOMAIN}`,
    password: `account-${randomText(random, 'abcdefghijklmnopqrstuvwxyz', 12)}`,
    appPasswords: [privileged, plain],
    authFactorToken: `${randomText(random, 'ABCDEFGH234567', 5)}-${randomText(random, 'ABCDEFGH234567', 5)}`,
    emailAuthFactor: false,
    status: 'active',
  }
}

function crowdName(index: number): string {
  const hostile = HOSTILE_NAMES[index]
  if (hostile !== undefined) return hostile
  return `${FIRST[index % FIRST.length] ?? 'Ivan'} ${LAST[(index * 5) % LAST.length] ?? 'Orlov'}`
}

/** The people of world number `seed`; passwords come from `random`. */
export function createCast(seed: number, random: Random): Cast {
  const world = seededRandom(seed)
  const member = (key: string, displayName: string): CastMember => ({
    key,
    did: plcDid(world),
    handle: `${key}.${HANDLE_DOMAIN}`,
    displayName,
  })
  const signedUp = ACCOUNT_NAMES.map(([key, name]) => member(key, name))
  const crowd = Array.from({ length: CROWD }, (_, index) => member(`person${index + 1}`, crowdName(index)))
  const people = [...signedUp, ...crowd]
  const accounts = signedUp.map((one) => account(one, random))
  return {
    accounts,
    people,
    person(key) {
      const found = people.find((one) => one.key === key)
      if (!found) throw new Error(`no such person: ${key}`)
      return found
    },
  }
}

/** How the accounts stand at the start: `vera` is asked for an e-mailed code, `timur` is taken down, `denis` deactivated. */
export function resetAccounts(accounts: readonly Account[]): void {
  for (const one of accounts) {
    one.emailAuthFactor = one.key === 'vera'
    one.status = one.key === 'timur' ? 'takendown' : one.key === 'denis' ? 'deactivated' : 'active'
  }
}
