// For the crash tests of unpackaged builds: ends the process as a power cut would, at a named moment.

/**
 * @param given the moment's name, or `name@3` for the third time it is reached
 * @returns a function that kills this very process when it is called with the name so often
 */
export function crashAt(
  given: string,
  die = (): unknown => process.kill(process.pid, 'SIGKILL'),
): (reached: string) => void {
  const [name, times = '1'] = given.split('@')
  let left = Number(times)
  return (reached) => {
    if (reached !== name) return
    left -= 1
    if (left === 0) die()
  }
}
