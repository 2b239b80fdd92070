// How much a state matters: the colours a badge can have, by meaning.
export type Tone = 'quiet' | 'plain' | 'accent' | 'own' | 'good' | 'warn' | 'bad'

/** The dot of a step in a time line. */
export const TONE_DOTS = {
  quiet: 'bg-faint',
  plain: 'bg-faint',
  accent: 'bg-brand',
  own: 'bg-brand',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-late',
} as const
