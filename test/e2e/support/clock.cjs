// Preloaded into the app under test: main's clock, which the test can put forward with `globalThis.putForward(ms)`.
const now = Date.now
let ahead = 0
Date.now = () => now() + ahead
globalThis.putForward = (ms) => {
  ahead += ms
}
