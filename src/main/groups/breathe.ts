// Long work in pieces: between two of them everything else that waits has its turn.

export const breathe = (): Promise<void> => new Promise((done) => setImmediate(done))
