// Which passphrases are refused as too easy to guess. Pure; the cost of guessing the rest is scrypt's work.

/** https://pages.nist.gov/800-63-4/sp800-63b.html: at least 8 characters, no composition rules, common ones refused. */
export const PASSPHRASE_MIN_LENGTH = 8
const LEAST_DIFFERENT = 5

/** Runs along the alphabet, the digits and the keyboard rows, in Latin and Russian layouts. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
]

/** Words that common passwords are made of; one of them with a few digits or signs around it is no passphrase. */
const COMMON = [
  'password',
  'passphrase',
  'passw0rd',
  'letmein',
  'welcome',
  'iloveyou',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'trustno1',
  'monkey',
  'dragon',
  'master',
  'shadow',
  'admin',
  'administrator',
  'qwerty',
  'bitrix',
  'bitrix24',
  'bluesky',
  'bellhop',
  'пароль',
  'привет',
  'любовь',
  'администратор',
]

/** True when a passphrase must be refused: short, of few different characters, a repetition, a run, or a common word. */
export function isWeakPassphrase(passphrase: string): boolean {
  const text = passphrase.normalize('NFKC').toLowerCase()
  const characters = [...text]
  if (characters.length < PASSPHRASE_MIN_LENGTH || text.trim().length < PASSPHRASE_MIN_LENGTH) return true
  if (new Set(characters).size < LEAST_DIFFERENT) return true
  return isRepetition(text) || isRun(text) || isCommon(text)
}

function isRepetition(text: string): boolean {
  // A text that is a shorter one repeated appears in its own double before its end.
  const again = (text + text).indexOf(text, 1)
  return again < text.length && again < PASSPHRASE_MIN_LENGTH
}

function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const back = [...run].reverse().join('')
    return (run + run).includes(text) || (back + back).includes(text)
  })
}

function isCommon(text: string): boolean {
  const letters = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return COMMON.some((word) => text === word || (letters === word && text.length - word.length <= 6))
}
