// Names of groups and sentences people write in the practice world, English and Russian. Data only.
import { pick } from '../random'
import type { Random } from '../types'

export const GROUP_NAMES: readonly string[] = [
  'Release Train',
  'Дежурные по кухне',
  'Design Critique',
  'Бег по утрам',
  'Hiring Panel',
  'Ремонт офиса',
  'Bug Triage',
  'Поездка на Байкал',
  'Typography Nerds',
  'Кофе и булочки',
  'Incident Room',
  'Фотопрогулки',
  'Board Games Night',
  'Переводчики',
  'Accessibility',
  'Родительский чат 5 «Б»',
  'Quarterly Planning',
  'Дача и огород',
  'Rust & Zig',
  'Хор «Созвучие»',
  'Customer Voices',
  'Логистика: склад № 3',
  '🚲 Cyclists 🚲',
  'А'.repeat(50),
  '  leading and trailing  ',
  '<b>Bold claims</b>',
  'مجموعة الاختبار',
  'null',
]

const SENTENCES: readonly string[] = [
  'Good morning! The notes from yesterday are in the usual place.',
  'Доброе утро! Кто сегодня ведёт встречу?',
  'Can somebody look at the failing build before lunch?',
  'Посмотрела, похоже на сеть. Перезапущу и отпишусь.',
  'Thanks, that did it 🎉',
  'Давайте перенесём на четверг, в 15:00 удобно?',
  'Works for me.',
  'Ссылка: https://example.com/report?id=42&lang=ru#top',
  'I will be ten minutes late, please start without me.',
  'Готово. Если что-то не так — пишите.',
  'Line one\nline two\n\nline four',
  '<a href="javascript:alert(1)">click me</a>',
  'Очень длинное слово: ' + 'абвгдежзик'.repeat(12),
  '👍',
]

/** One of the sentences. */
export function sentence(random: Random): string {
  return pick(random, SENTENCES)
}
