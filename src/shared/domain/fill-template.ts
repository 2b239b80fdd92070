// Filling the variables of a template. One rule for the preview and for what is sent; knows no group and no account.

/** The variables a template may hold, in the order in which they are listed for the user. */
export const TEMPLATE_VARIABLES = ['group', 'owner', 'me', 'portal'] as const
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number]
export type TemplateValues = { readonly [V in TemplateVariable]?: string | undefined }

const VARIABLE = new RegExp(`\\{(${TEMPLATE_VARIABLES.join('|')})\\}`, 'g')
const BLANK = /[ \t]/
/** Punctuation that stands close to the word before it. */
const CLOSE = /^(?:[ \t]|[,.;:!?)»\n\r]|$)/
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['«', '»'],
  ['“', '”'],
  ['"', '"'],
])

/**
 * Fills `{group}`, `{owner}`, `{me}` and `{portal}`, each once: what a value holds is never filled again, so a group that
 * calls itself `{me}` stays one. Any other word in braces stays as typed, and there is no escape. A value that is absent
 * or blank becomes nothing, and takes with it the space, comma or empty brackets that would be left alone.
 */
export function fillTemplate(text: string, values: TemplateValues): string {
  let out = ''
  let from = 0
  let gap = false
  for (const match of text.matchAll(VARIABLE)) {
    const piece = text.slice(from, match.index)
    // Nothing between two variables: a gap before them stays open.
    if (piece !== '') out = gap ? closeGap(out, piece) : out + piece
    const value = values[match[1] as TemplateVariable]?.trim() ?? ''
    gap = value === ''
    out += value
    from = match.index + match[0].length
  }
  const rest = text.slice(from)
  return gap ? closeGap(out, rest) : out + rest
}

/** Joins what stood left and right of something that is not there. */
function closeGap(left: string, right: string): string {
  const last = left.at(-1) ?? '\n'
  if (PAIRS.get(last) === right.charAt(0)) return closeGap(left.slice(0, -1), right.slice(1))
  const bare = trimBlanks(left)
  if (bare === '' || bare.endsWith('\n')) return bare + right.replace(/^[ \t]*[,;:]?[ \t]*/, '')
  if (!CLOSE.test(right)) return left + right
  // «Hello, {owner}!» without an owner is «Hello!».
  return (/^[.!?,;:]/.test(right) ? bare.replace(/[,;:]$/, '') : bare) + right
}

function trimBlanks(text: string): string {
  let end = text.length
  while (end > 0 && BLANK.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
