// Which colour a new account gets.
import { ACCOUNT_COLORS } from '../../shared/domain/account-colors'

/** The first colour that the fewest accounts have. */
export function nextColor(used: readonly string[]): string {
  const count = (color: string): number => used.filter((other) => other === color).length
  return ACCOUNT_COLORS.reduce<string>((best, color) => (count(color) < count(best) ? color : best), ACCOUNT_COLORS[0])
}
