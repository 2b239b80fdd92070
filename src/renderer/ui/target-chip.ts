// A place chosen to write to, as a chip shows it.
export interface TargetChip {
  readonly key: string
  readonly label: string
  readonly kind: 'person' | 'chat' | 'openline' | 'convo'
  /** All that is known of it, under the pointer. */
  readonly title: string
  /** Nothing would go there now; the title says why. */
  readonly stopped: boolean
  /** Whose it is, where places of several accounts stand together. */
  readonly account?: { readonly label: string; readonly color: string } | undefined
}
