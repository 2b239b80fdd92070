// Preloaded by every npm script (`node --import`): says plainly when the Node that runs is too old to read TypeScript.
// Plain JavaScript on purpose, so that an old Node can still read it.
const NEEDED_MAJOR = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED_MAJOR) {
  console.error(
    `Bellhop's scripts need Node ${NEEDED_MAJOR}; this is ${process.version}.\n` +
      'The project brings its own: run `npm ci` (with install scripts allowed), then use the npm commands, e.g. `npm start`.',
  )
  process.exit(1)
}
