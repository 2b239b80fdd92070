// Names of seeded groups. The first ones are fixed, one per situation a client must handle; the rest fill the lists.
import type { Initiator, Role, Workgroup } from '../world-types'

/** One fixed group: what is special about it and what I am to it. */
export interface FixedGroup {
  readonly en: string
  readonly ru: string
  readonly privacy: 'open' | 'closed' | 'secret'
  readonly role?: Role
  readonly initiatedBy?: Initiator
  readonly kind?: Workgroup['kind']
  readonly closed?: true
  readonly inactive?: true
  /** How many colleagues wait to be let in. */
  readonly waiting?: number
}

const LONG_EN =
  'Cross-functional working group for the harmonisation of warehouse labelling, customs paperwork and returns handling across all northern and eastern branches, including the seasonal pick-up points and everybody who was ever asked to help with the inventory in December'
const LONG_RU =
  'Межфункциональная рабочая группа по единой маркировке складов, таможенным документам и обработке возвратов во всех северных и восточных филиалах, включая сезонные пункты выдачи и всех, кого хоть раз просили помочь с декабрьской инвентаризацией'

export const FIXED_GROUPS: readonly FixedGroup[] = [
  { en: 'Welcome desk', ru: 'Добро пожаловать', privacy: 'open' },
  { en: 'Suppliers and tenders', ru: 'Поставщики и тендеры', privacy: 'closed' },
  { en: 'Board minutes', ru: 'Протоколы правления', privacy: 'closed', role: 'Z', initiatedBy: 'U' },
  { en: 'Product council', ru: 'Совет по продукту', privacy: 'closed', role: 'Z', initiatedBy: 'G' },
  { en: 'All hands', ru: 'Общий сбор', privacy: 'open', role: 'K' },
  { en: 'Office life', ru: 'Жизнь офиса', privacy: 'closed', role: 'E', waiting: 2 },
  { en: 'Night shift', ru: 'Ночная смена', privacy: 'closed', role: 'A', waiting: 3 },
  { en: 'Salary review', ru: 'Пересмотр окладов', privacy: 'secret', role: 'K' },
  { en: 'Merger talks', ru: 'Переговоры о слиянии', privacy: 'secret' },
  { en: 'Crisis room', ru: 'Кризисный штаб', privacy: 'secret', role: 'Z', initiatedBy: 'G' },
  { en: 'Office move 2019', ru: 'Переезд 2019', privacy: 'closed', closed: true },
  { en: 'Switched off', ru: 'Отключённая группа', privacy: 'open', inactive: true },
  { en: 'Website relaunch', ru: 'Новый сайт', privacy: 'closed', kind: 'project' },
  { en: 'Mobile app', ru: 'Мобильное приложение', privacy: 'closed', kind: 'scrum', role: 'K' },
  { en: 'Agency collab', ru: 'Коллаба с агентством', privacy: 'closed', kind: 'collab' },
  { en: '<img src=x onerror=alert(1)>', ru: '<img src=x onerror=alert(1)> тест', privacy: 'closed' },
  { en: LONG_EN, ru: LONG_RU, privacy: 'open' },
  { en: 'Debate club', ru: 'Дискуссионный клуб', privacy: 'closed', role: 'T', initiatedBy: 'G' },
  { en: '$result[0][ID] & "quotes" \u202Eesrever', ru: '$result[0][ID] и «кавычки» \u202Eоборот', privacy: 'open' },
  { en: '🚚 [b]Fleet[/b] {{drivers}} %s', ru: '🚚 [b]Автопарк[/b] {{водители}} %s', privacy: 'closed' },
]

export const TOPICS = {
  en: {
    first: [
      'Sales',
      'Marketing',
      'Support',
      'Warehouse',
      'Finance',
      'Legal',
      'Design',
      'Platform',
      'Mobile',
      'Hiring',
      'Procurement',
      'Quality',
      'Export',
      'Events',
    ],
    second: [
      'weekly',
      'launch 2026',
      'onboarding',
      'budget',
      'retrospective',
      'ideas',
      'knowledge base',
      'help wanted',
      'north region',
      'south region',
      'partners',
      'on call',
    ],
    about: [
      'Plans, minutes and questions.',
      'Who does what and until when.',
      'Ask here first.',
      'Read-only for most, questions welcome.',
    ],
  },
  ru: {
    first: [
      'Продажи',
      'Маркетинг',
      'Поддержка',
      'Склад',
      'Финансы',
      'Юристы',
      'Дизайн',
      'Платформа',
      'Мобильная разработка',
      'Подбор',
      'Закупки',
      'Качество',
      'Экспорт',
      'Мероприятия',
    ],
    second: [
      'планёрка',
      'запуск 2026',
      'адаптация',
      'бюджет',
      'ретроспектива',
      'идеи',
      'база знаний',
      'нужна помощь',
      'север',
      'юг',
      'партнёры',
      'дежурство',
    ],
    about: [
      'Планы, протоколы и вопросы.',
      'Кто что делает и к какому сроку.',
      'Сначала спрашивайте здесь.',
      'Больше читаем, чем пишем.',
    ],
  },
} as const
