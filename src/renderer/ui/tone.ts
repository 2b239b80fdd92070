// How much a state matters: the colours a badge can have, by meaning.
export type Tone = 'quiet' | 'plain' | 'accent' | 'own' | 'good' | 'warn' | 'bad'
