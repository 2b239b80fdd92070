// For the crash tests of unpackaged builds: ends the process as a power cut would, at a named moment.

/** A function that kills this very process when it is called with `name`. */
export function crashAt(name: string): (reached: string) => void {
  return (reached) => {
    if (reached === name) process.kill(process.pid, 'SIGKILL')
  }
}
