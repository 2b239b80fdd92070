// Seeds the people of a portal: colleagues, an extranet guest, a bot. Names are made up; Russian names keep their gender's endings.
import { pick } from '../../random'
import type { Random } from '../../types'
import type { Person } from '../world-types'

interface NameStock {
  readonly female: readonly string[]
  readonly male: readonly string[]
  /** [female form, male form] */
  readonly families: readonly (readonly [string, string])[]
  readonly positions: readonly string[]
}

const EN: NameStock = {
  female: ['Anna', 'Emily', 'Grace', 'Harriet', 'Isla', 'Julia', 'Laura', 'Maya', 'Nora', 'Priya', 'Ruth', 'Zoe'],
  male: ['Adam', 'Ben', 'Carlos', 'Daniel', 'Ethan', 'Felix', 'George', 'Hugo', 'Liam', 'Marcus', 'Omar', 'Victor'],
  families: [
    'Bennett',
    'Carver',
    'Diaz',
    'Ellis',
    'Foster',
    'Grant',
    'Hughes',
    'Ibarra',
    'Kowalski',
    'Lindqvist',
    'Mercer',
    'Novak',
    "O'Brien",
    'Patel',
    'Quinn',
    'Weber',
  ].map((name) => [name, name] as const),
  positions: [
    'Account manager',
    'Designer',
    'Head of support',
    'Engineer',
    'Accountant',
    'Recruiter',
    'Operator',
    'Warehouse lead',
    'Analyst',
    'Office manager',
  ],
}

const RU: NameStock = {
  female: [
    'Алиса',
    'Вера',
    'Галина',
    'Дарья',
    'Екатерина',
    'Жанна',
    'Ирина',
    'Ксения',
    'Мария',
    'Ольга',
    'Светлана',
    'Юлия',
  ],
  male: [
    'Алексей',
    'Борис',
    'Виктор',
    'Глеб',
    'Дмитрий',
    'Егор',
    'Иван',
    'Кирилл',
    'Михаил',
    'Николай',
    'Павел',
    'Тимур',
  ],
  families: [
    ['Абрамова', 'Абрамов'],
    ['Белова', 'Белов'],
    ['Воронцова', 'Воронцов'],
    ['Громова', 'Громов'],
    ['Ершова', 'Ершов'],
    ['Зайцева', 'Зайцев'],
    ['Ковалёва', 'Ковалёв'],
    ['Лебедева', 'Лебедев'],
    ['Морозова', 'Морозов'],
    ['Осипова', 'Осипов'],
    ['Рябинина', 'Рябинин'],
    ['Соколова', 'Соколов'],
    ['Тихонова', 'Тихонов'],
    ['Фёдорова', 'Фёдоров'],
    ['Щербакова', 'Щербаков'],
    ['Яковлева', 'Яковлев'],
  ],
  positions: [
    'Менеджер по продажам',
    'Логист',
    'Руководитель поддержки',
    'Разработчик',
    'Бухгалтер',
    'Кадровик',
    'Оператор',
    'Кладовщик',
    'Аналитик',
    'Дизайнер',
  ],
}

const COLORS = ['#4ba984', '#df532d', '#1eb4aa', '#ab7761', '#3e99ce', '#ba9c7b', '#e4a2d8', '#8474c8'] as const

export interface PeopleOptions {
  readonly random: Random
  readonly language: 'en' | 'ru'
  readonly count: number
  readonly domain: string
}

function person(options: PeopleOptions, id: number): Person {
  const { random } = options
  const stock = options.language === 'ru' ? RU : EN
  const female = random() < 0.5
  const [familyFemale, familyMale] = pick(random, stock.families)
  return {
    id,
    firstName: pick(random, female ? stock.female : stock.male),
    lastName: female ? familyFemale : familyMale,
    gender: female ? 'F' : 'M',
    workPosition: pick(random, stock.positions),
    email: `user${id}@${options.domain}`,
    color: pick(random, COLORS),
    departments: [1 + Math.floor(random() * 6)],
    active: random() > 0.04,
    kind: 'user',
  }
}

/** @returns people with the ids 1…count; the last two are an extranet guest and a bot, everybody in `mustBeActive` is. */
export function seedPeople(options: PeopleOptions, mustBeActive: readonly number[]): Person[] {
  const people = Array.from({ length: options.count }, (_, index) => person(options, index + 1))
  return people.map((one) => {
    if (one.id === options.count) return { ...one, kind: 'bot', active: true, workPosition: '' }
    if (one.id === options.count - 1) return { ...one, kind: 'extranet', active: true, departments: [] }
    return mustBeActive.includes(one.id) ? { ...one, active: true } : one
  })
}

/** A customer who writes through an open channel. */
export function seedCustomer(options: Omit<PeopleOptions, 'count' | 'domain'>, id: number): Person {
  const base = person({ ...options, count: 0, domain: 'customers.example' }, id)
  return { ...base, kind: 'connector', workPosition: '', departments: [], email: '', active: true }
}
