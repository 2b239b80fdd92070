// What a practice process announces, on ports that differ from start to start.
import type { PracticeInfo } from '../practice-info'
import { LINE_CODE } from './records'

export function practiceInfo(port: number): PracticeInfo {
  return {
    bitrix24: [
      {
        webhookUrl: `http://127.0.0.1:${String(port)}/rest/1/abc/`,
        name: 'Northwind',
        lineCodes: [{ code: LINE_CODE, name: 'Support' }],
      },
    ],
    bluesky: {
      serviceUrl: `http://127.0.0.1:${String(port + 1)}`,
      plcUrl: `http://127.0.0.1:${String(port + 2)}`,
      chatService: 'did:web:127.0.0.1#bsky_chat',
      chatUrl: `http://127.0.0.1:${String(port + 3)}`,
      identifier: 'ann.test',
      appPassword: 'abcd-efgh-ijkl-mnop',
      joinLinks: [],
    },
  }
}
