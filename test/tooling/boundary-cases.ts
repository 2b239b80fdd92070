// One case for each border between layers: text that crosses it, and a twin that does not.
import { HEAD, vue, imports, STORE, GROUPS, FEATURE, VIEW } from './lint-case'
import type { Case } from './lint-case'

const WINDOW = `${HEAD}import { BrowserWindow } from 'electron/main'\n\nexport const open = (): unknown => new BrowserWindow({})\n`
const HANDLE = `${HEAD}import { ipcMain } from 'electron/main'\n\nexport const wire = (): void => ipcMain.handle('a', () => 1)\n`

export const ELECTRON_CASES: readonly Case[] = [
  {
    rule: 'no-restricted-syntax',
    bug: 'a window without the locks',
    path: GROUPS,
    bad: WINDOW,
    good: WINDOW,
    goodPath: 'src/main/platform/window.ts',
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a second way in, past the router',
    path: 'src/main/platform/window.ts',
    bad: HANDLE,
    good: HANDLE,
    goodPath: 'src/main/platform/ipc-wiring.ts',
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a second way in, past the router',
    path: 'src/main/ipc/router.ts',
    bad: HANDLE,
    good: HANDLE,
    goodPath: 'src/main/platform/ipc-wiring.ts',
  },
]

export const BOUNDARY_CASES: readonly Case[] = [
  {
    rule: 'boundaries/dependencies',
    bug: 'Electron spread through the code',
    path: GROUPS,
    bad: imports('{ app }', 'electron/main'),
    good: imports('{ app }', 'electron/main'),
    goodPath: 'src/main/platform/window.ts',
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a capability that knows a network',
    path: GROUPS,
    bad: imports('{ connect }', '../networks/bitrix24/client'),
    good: imports('{ PORTS }', '../networks/ports'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a capability with effects of its own',
    path: GROUPS,
    bad: imports('{ readFileSync }', 'node:fs'),
    good: imports('{ readFileSync }', 'node:fs'),
    goodPath: STORE,
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a capability with a network of its own',
    path: GROUPS,
    bad: imports('{ Pool }', 'undici'),
    good: imports('{ Pool }', 'undici'),
    goodPath: 'src/main/networks/bitrix24/client.ts',
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'capabilities that reach into each other',
    path: GROUPS,
    bad: imports('{ createAccounts }', '../accounts/accounts'),
    good: imports('{ readRows }', '../store/rows'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a capability that makes its own vault',
    path: GROUPS,
    bad: imports('{ openVault }', '../vault/vault'),
    good: `${HEAD}import type { Vault } from '../vault/vault'\n\nexport type Used = Vault\n`,
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a network that knows another',
    path: 'src/main/networks/bluesky/client.ts',
    bad: imports('{ connect }', '../bitrix24/client'),
    good: imports('{ PORTS }', '../ports'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a router that knows a capability',
    path: 'src/main/ipc/router.ts',
    bad: imports('{ readRows }', '../store/rows'),
    good: imports('{ routes }', '../../shared/contract'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'shared code that only main can load',
    path: 'src/shared/domain/states.ts',
    bad: imports('{ readRows }', '../../main/store/rows'),
    good: `${HEAD}export const a = 1\n`,
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'the practice portal in the app',
    path: 'src/main/index.ts',
    bad: imports('{ serve }', '../practice'),
    good: imports('{ createGroups }', './groups/groups'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a practice portal that shares the code it should test',
    path: 'src/practice/index.ts',
    bad: imports('{ readRows }', '../main/store/rows'),
    good: imports('{ STATES }', '../shared/domain/states'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'the schemas in the page',
    path: FEATURE,
    bad: imports('{ routes }', '../../../shared/contract'),
    good: `${HEAD}import type { RouteName } from '../../../shared/contract'\n\nexport type Used = RouteName\n`,
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'features tied to each other',
    path: FEATURE,
    bad: imports('{ waiting }', '../outbox/store'),
    good: imports('{ now }', '../../lib/time'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'helpers that know the domain',
    path: 'src/renderer/lib/time.ts',
    bad: imports('{ waiting }', '../features/outbox/store'),
    good: imports('{ TEXTS }', '../../shared/i18n'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'Node in the page',
    path: FEATURE,
    bad: imports('{ join }', 'node:path'),
    good: imports('{ ref }', 'vue'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'the preload at the page’s side',
    path: 'src/preload/index.ts',
    bad: imports('{ load }', '../renderer/features/groups/store'),
    good: imports('{ routes }', '../shared/contract'),
  },
  {
    rule: 'boundaries/dependencies',
    bug: 'a view that skips its layer',
    path: VIEW,
    bad: vue('<b>{{ waiting() }}</b>', "import { waiting } from '../outbox/store'\n"),
    good: vue('<b>{{ now() }}</b>', "import { now } from '../../lib/time'\n"),
  },
  {
    rule: 'boundaries/no-unknown-dependencies',
    bug: 'an import that leads nowhere known',
    path: GROUPS,
    bad: imports('{ lost }', '../nowhere/lost'),
    good: imports('{ readRows }', '../store/rows'),
  },
]
