// The colours accounts are told apart by. Each reads on white and on near-black.

export const ACCOUNT_COLORS = [
  '#2f80ed',
  '#e8590c',
  '#2b8a3e',
  '#9c36b5',
  '#c92a2a',
  '#0b7285',
  '#b08900',
  '#5f3dc4',
  '#d6336c',
  '#5c7080',
] as const
