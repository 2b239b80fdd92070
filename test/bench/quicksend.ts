// From the press of the key to the field one types in.
import { startPractice } from '../e2e/support/practice'
import { startScreen } from '../e2e/support/screen'
import { anew, ours, plain, type KeyWorld } from './quicksend/contenders'
import { openKeys } from './quicksend/keys'
import { part, type Bench } from './support/bench'

const summoning = part<KeyWorld>({
  title: 'From the key to the focused field',
  about: [
    'A key pressed by xdotool while no window of the app is shown; read is the time until the page has the keyboard in its',
    'field and has painted a frame with it, by the clock of the machine. In the rounds that do not count a letter is pressed',
    'too, and must be in the field. Our app has three portals and thirty people one has written to. “Made at the key” is the',
    'same app without its warm window: it makes the window and loads the page at each press, as it does after the page has',
    'crashed. The bare window is the least that Electron and the X server take: no list, no text, no accounts.',
  ].join(' '),
  rounds: 6,
  warmUps: 1,
  metrics: [{ id: 'ready', title: 'key to field', unit: 'ms', shown: 'spread' }],
  goals: [
    { kind: 'limit', contender: ours.name, metric: 'ready', at: 'p95', bound: 'at most', value: 80 },
    { kind: 'times', contender: ours.name, rival: anew.name, metric: 'ready', value: 3 },
  ],
  contenders: [ours, anew, plain],
  async open() {
    const practice = await startPractice(['--still', '--unlimited'])
    const screen = await startScreen()
    const keys = openKeys(screen.env)
    return {
      world: { practice, screen, keys },
      close: async () => {
        await keys.end()
        await screen.end()
        await practice.close()
      },
    }
  },
})

const bench: Bench = {
  name: 'quicksend',
  title: 'summoning quick-send',
  about: 'The built app in real Electron on a virtual display without a graphics card and without a window manager.',
  parts: [summoning],
}
export default bench
