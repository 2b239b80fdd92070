// Whether there is room for those a message goes to, in words: for one, for two that differ, or counted.
import { dateTime } from './time'
import { useText } from './i18n'

export interface Limited {
  readonly name: string
  /** `unknown` until it was asked. */
  readonly limit: 'free' | 'used' | 'unlimited' | 'notApplicable' | 'unknown'
  /** With `used`: when it is possible again. */
  readonly again?: string | undefined
}

export interface LimitPart {
  readonly text: string
  readonly tone: 'good' | 'warn' | 'faint'
}

/** More are counted instead of named. */
const NAMED = 2

export function useLimitWords() {
  const { t, language } = useText()
  const when = (again: string): string => dateTime(again, Date.now(), language())

  function told({ limit, again }: Limited): LimitPart {
    switch (limit) {
      case 'used':
        return {
          text: again ? t('messages.slot.usedUntil', { time: when(again) }) : t('messages.slot.used'),
          tone: 'warn',
        }
      case 'free':
      case 'unlimited':
        return { text: t(`messages.slot.${limit}`), tone: 'good' }
      case 'notApplicable':
        return { text: t('messages.slot.notApplicable'), tone: 'faint' }
      case 'unknown':
        return { text: '…', tone: 'faint' }
    }
  }

  function inShort({ name, limit, again }: Limited): string {
    if (limit === 'used' && again) return t('messages.slot.ofUsed', { name, time: when(again) })
    return limit === 'unknown' ? `${name}: …` : t(`messages.slot.of.${limit}`, { name })
  }

  /** For all of them together; none for nobody. */
  function parts(all: readonly Limited[]): readonly LimitPart[] {
    const [first] = all
    if (!first) return []
    if (all.length === 1 || all.every(({ limit }) => limit === 'notApplicable')) return [told(first)]
    if (all.length <= NAMED && all.some(({ limit }) => limit !== first.limit)) {
      return all.map((each) => ({ text: inShort(each), tone: told(each).tone }))
    }
    const taken = all.flatMap(({ limit, again }) => (limit === 'used' && again ? [again] : []))
    const [soonest] = taken.toSorted()
    const free = all.length - taken.length
    return [
      ...(free > 0 ? [{ text: t('messages.slot.freeOf', {}, free), tone: 'good' as const }] : []),
      ...(soonest === undefined
        ? []
        : [{ text: t('messages.slot.takenOf', { time: when(soonest) }, taken.length), tone: 'warn' as const }]),
    ]
  }
  return { told, parts }
}
