// Which of two versions is newer, by https://semver.org/#spec-item-11. Pure.

const FORM = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/

export const isVersion = (text: string): boolean => FORM.test(text)

interface Parts {
  readonly numbers: readonly number[]
  readonly pre: readonly string[]
}

function partsOf(version: string): Parts {
  const found = FORM.exec(version)
  if (!found) throw new RangeError(`not a version: ${version}`)
  return { numbers: found.slice(1, 4).map(Number), pre: found[4]?.split('.') ?? [] }
}

/** Negative when `a` is older than `b`, 0 when they are equal. Throws a RangeError for what is no version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  return comparePre(left.pre, right.pre)
}

/** None is the release itself, which is newer than every version before it. */
function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (const [index, word] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const difference = compareWords(word, other)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function compareWords(a: string, b: string): number {
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (aNumber && bNumber) return Number(a) - Number(b)
  if (aNumber !== bNumber) return aNumber ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
