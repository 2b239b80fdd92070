// What is to be sent, and what became of it: the sender's word held against the portal's.
import type { Readings } from '../support/bench'

export interface Letter {
  /** Whom to: a user id. */
  readonly to: string
  /** Its place among those to the same person, from 0. */
  readonly number: number
  /** No two letters have the same. */
  readonly text: string
}

/** What the sender says of a letter in the end. */
export type Word = 'sent' | 'failed' | 'undecided'

/** `count` letters to each in turn, as somebody would write them. */
export function writeLetters(people: readonly string[], count: number): Letter[] {
  return Array.from({ length: count }, (_, at) => {
    const to = people[at % people.length] ?? ''
    const number = Math.floor(at / people.length)
    return { to, number, text: `Letter ${number} to ${to}` }
  })
}

/**
 * @param words by text
 * @param arrived texts as they stand at the portal: in order for each person
 */
export function tally(
  letters: readonly Letter[],
  words: ReadonlyMap<string, Word>,
  arrived: readonly string[],
): Readings {
  const there = Map.groupBy(arrived, (text) => text)
  const said = (word: Word | undefined): Letter[] => letters.filter(({ text }) => words.get(text) === word)
  const missing = ({ text }: Letter): boolean => !there.has(text)
  return {
    duplicates: arrived.length - there.size,
    // Called sent and not there, or not there and nothing said of it.
    lost: said('sent').filter(missing).length + said(undefined).filter(missing).length,
    disorder: disorder(letters, [...there.keys()]),
    undecided: said('undecided').length,
    failed: said('failed').length,
    wronglyFailed: said('failed').filter((letter) => !missing(letter)).length,
  }
}

/** Letters that came after a later one to the same person. */
function disorder(letters: readonly Letter[], arrived: readonly string[]): number {
  const byText = new Map(letters.map((letter) => [letter.text, letter]))
  const latest = new Map<string, number>()
  let late = 0
  for (const text of arrived) {
    const letter = byText.get(text)
    if (letter === undefined) throw new Error(`the portal got what nobody wrote: ${text}`)
    const before = latest.get(letter.to) ?? -1
    if (letter.number < before) late += 1
    latest.set(letter.to, Math.max(before, letter.number))
  }
  return late
}
