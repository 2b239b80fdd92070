// Where the caret of a text area is on the screen. The browser does not tell, so the text is laid out once more.

const COPIED = [
  'boxSizing',
  'borderWidth',
  'borderStyle',
  'padding',
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'textIndent',
  'direction',
] as const

/** The rectangle of the caret at `position`, one line high and without width, as the window sees it. */
export function caretPlace(field: HTMLTextAreaElement, position: number): DOMRect {
  const style = getComputedStyle(field)
  const copy = document.createElement('div')
  for (const name of COPIED) copy.style[name] = style[name]
  Object.assign(copy.style, {
    position: 'fixed',
    visibility: 'hidden',
    insetBlockStart: '0',
    insetInlineStart: '0',
    inlineSize: `${field.clientWidth}px`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  })
  // The whole text, so that words break where they break in the field.
  const text = document.createTextNode(`${field.value}\u200b`)
  copy.append(text)
  document.body.append(copy)
  const range = document.createRange()
  range.setStart(text, position)
  range.setEnd(text, position + 1)
  const own = field.getBoundingClientRect()
  const [inner, outer] = [range.getBoundingClientRect(), copy.getBoundingClientRect()]
  copy.remove()
  const y = own.top + inner.top - outer.top - field.scrollTop
  return new DOMRect(own.left + inner.left - outer.left, Math.min(Math.max(y, own.top), own.bottom), 0, inner.height)
}
