// Words that groups are named and described with, in two languages. Plain data.

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

export type Language = 'ru' | 'en'

/** What a group is. */
export const SHAPES: Readonly<Record<Language, readonly string[]>> = {
  ru: list(
    'Отдел Проект Команда Комиссия Комитет Совет Клуб Чат Группа Департамент Филиал Штаб Лаборатория Школа Форум Бюро Служба Цех',
  ),
  en: list(
    'Department Project Team Committee Council Club Chat Group Division Branch Taskforce Lab School Forum Office Service Guild Desk',
  ),
}

/** What it is about; in Russian as it stands after the shape. */
export const SUBJECTS: Readonly<Record<Language, readonly string[]>> = {
  ru: list(
    `продаж маркетинга закупок логистики бухгалтерии снабжения разработки тестирования дизайна поддержки качества
     обучения безопасности аналитики планирования экспорта импорта строительства ремонта энергоснабжения склада
     перевозок тендеров договоров юристов кадров подбора мотивации рекламы мероприятий спонсорства дилеров партнёров
     франшизы розницы опта производства упаковки сертификации стандартизации метрологии экологии инноваций
     автоматизации цифровизации документооборота архива делопроизводства казначейства бюджетирования аудита
     страхования инвестиций оценки недвижимости аренды эксплуатации уборки питания транспорта автопарка связи
     телефонии инфраструктуры серверов хранилищ миграции внедрения интеграции сопровождения консультаций отчётности
     претензий возвратов гарантии монтажа наладки диспетчеризации геодезии проектирования сметы охраны приёмки`,
  ),
  en: list(
    `sales marketing procurement logistics accounting supply development testing design support quality training
     security analytics planning export import construction maintenance energy warehouse shipping tenders contracts
     legal hiring recruiting motivation advertising events sponsorship dealers partners franchise retail wholesale
     production packaging certification standards metrology environment innovation automation digitalization documents
     archive secretariat treasury budgeting audit insurance investments valuation property leasing operations cleaning
     catering transport fleet networking telephony infrastructure servers storage migration rollout integration
     consulting reporting claims returns warranty installation commissioning dispatching surveying estimating guarding`,
  ),
}

export const PLACES: Readonly<Record<Language, readonly string[]>> = {
  ru: list(
    `Москва Тверь Казань Омск Томск Самара Пермь Уфа Королёв Рязань Калуга Тула Орёл Курск Воронеж Саратов Пенза Псков
     Новгород Мурманск Архангельск Вологда Ярославль Кострома Иваново Владимир Брянск Смоленск Липецк Тамбов Саранск
     Ижевск Киров Оренбург Челябинск Курган Тюмень Барнаул Кемерово Красноярск Иркутск Чита Якутск Хабаровск Находка`,
  ),
  en: list(
    `London Berlin Leeds Bristol Oxford Dublin Glasgow Boston Denver Austin Chicago Seattle Toronto Ottawa Sydney
     Perth Munich Vienna Zurich Geneva Lisbon Madrid Prague Warsaw Riga Tallinn Vilnius Oslo Bergen Malmo Helsinki
     Tampere Antwerp Ghent Utrecht Rotterdam Milan Turin Genoa Athens Dubai Mumbai Singapore Nairobi`,
  ),
}

export const FIRST_NAMES: Readonly<Record<Language, readonly string[]>> = {
  ru: list(
    `Анна Игорь Мария Пётр Олег Елена Сергей Ольга Алексей Наталья Дмитрий Ирина Андрей Татьяна Михаил Светлана Артём
     Юлия Семён Вера Фёдор Нина Матвей Алёна Глеб Дарья Роман Ксения Антон Полина`,
  ),
  en: list(
    `Ann John Grace Peter Mary James Linda Robert Susan David Karen Thomas Nancy Daniel Laura Mark Emily Paul Sarah
     George Helen Kevin Alice Brian Julia Frank Diana Henry Clara Oscar`,
  ),
}

/** Beginnings and ends that surnames, companies and products are put together from. */
export const SYLLABLES: Readonly<
  Record<Language, { readonly begin: readonly string[]; readonly middle: readonly string[] }>
> = {
  ru: {
    begin: list(
      'Ба Бел Вер Гор Да Дро Жу За Зим Ка Кол Кру Ла Леб Ма Мед Мо На Нор Ор Пав Пол Ро Руд Са Сев Со Та Тор Фед Хар Че Шу Щер Яр',
    ),
    middle: list(
      'ба ва ве го да де ди до жа зо ки ко ла ле ли ло ма ме ми на не ни но па по ра ре ри ро са се си со та те ти то ха це ча ша',
    ),
  },
  en: {
    begin: list(
      'Ab Bar Bel Bra Cal Car Dan Del Ed Fal Gar Gil Har Hol Jor Kel Lan Lin Mar Mor Nor Oak Pem Quin Ros Sal Ster Tan Val Wal Win Yar',
    ),
    middle: list(
      'a ber bo da den do er fa field gan go hill ing ka ker la ley lo ma mer mi na ner no ra rin ro sa ser shi so ta ter to va ver wen',
    ),
  },
}

export const SURNAME_ENDS: Readonly<Record<Language, readonly string[]>> = {
  ru: list('ов ев ёв ин кин нов ский енко чук'),
  en: list('son ton man wood ford well er sen stone'),
}

export const COMPANY_ENDS: Readonly<Record<Language, readonly string[]>> = {
  ru: list('строй торг пром маш софт транс энерго сервис снаб дом проект групп'),
  en: list('works soft trade line tech motors foods systems media power logic build'),
}

/** Sentences of descriptions; `%s` is the subject, `%c` a company, `%p` a place. */
export const SENTENCES: Readonly<Record<Language, readonly string[]>> = {
  ru: [
    'Обсуждаем всё, что касается %s, и договариваемся о сроках.',
    'Планы, протоколы встреч и вопросы по теме %s.',
    'Работаем вместе с компанией «%c», площадка %p.',
    'Сначала спрашивайте здесь, потом пишите руководителю.',
    'Новичкам: прочитайте закреплённое сообщение и представьтесь.',
    'Отчёты выкладываем каждую пятницу до 18:00.',
    'Ответственные меняются раз в квартал, список лежит в папке «%c».',
    'Еженедельная планёрка — вторник, переговорная на третьем этаже.',
    'Группа открыта для сотрудников филиала %p.',
  ],
  en: [
    'Everything about %s: who does what, and until when.',
    'Plans, minutes and questions around %s.',
    'Together with %c, at the %p site.',
    'Ask here first, then write to your manager.',
    'New here? Read the pinned message and say hello.',
    'Reports are due every Friday by 6 pm.',
    'Owners change each quarter; the list is in the folder of %c.',
    'Weekly call on Tuesdays, third-floor meeting room.',
    'Open to everybody at the %p branch.',
  ],
}
