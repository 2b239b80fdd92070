// For the crash tests of unpackaged builds: ends the process as a power cut would, at a named moment.

/**
 * @param given the moment's name, or `name@3` for the third time it is reached, or `first>name` for the first time after
 * another moment was reached
 * @returns a function that kills this very process when it is called with the name so often
 */
export function crashAt(
  given: string,
  die = (): unknown => process.kill(process.pid, 'SIGKILL'),
): (reached: string) => void {
  const steps = given.split('>').map((step) => {
    const [name, times = '1'] = step.split('@')
    return { name, left: Number(times) }
  })
  return (reached) => {
    const [next] = steps
    if (next?.name !== reached) return
    next.left -= 1
    if (next.left > 0) return
    steps.shift()
    if (steps.length === 0) die()
  }
}
