import { z } from 'zod'

import { BreakwaterError } from '../../../core/error.ts'
import type { Answer, Exchange } from './exchange.ts'

/** All that a live run was told, so that it can be repeated without the network. It holds no token. */
const recordingSchema = z.object({
  subscription: z.string(),
  endpoint: z.string(),
  answers: z.record(z.string(), z.object({ status: z.number(), body: z.string() })),
})
export type Recording = z.infer<typeof recordingSchema>

/** Passes requests on and keeps what was answered. */
export function recorded(exchange: Exchange, answers: Map<string, Answer>): Exchange {
  return async (url) => {
    const answer = await exchange(url)
    answers.set(url, answer)
    return answer
  }
}

/** The recording as it is written to a file, in an order that does not hang on which answer came first. */
export function writeRecording(subscription: string, endpoint: string, answers: ReadonlyMap<string, Answer>): string {
  const inOrder = Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ subscription, endpoint, answers: inOrder }, undefined, 2)}\n`
}

/** @throws {BreakwaterError} where the text is no recording */
export function readRecording(path: string, written: string): Recording {
  let parsed: unknown
  try {
    parsed = JSON.parse(written)
  } catch (error) {
    throw new BreakwaterError('recording-invalid', { path }, { cause: error })
  }
  const result = recordingSchema.safeParse(parsed)
  if (!result.success) throw new BreakwaterError('recording-invalid', { path })
  return result.data
}

/** Answers out of a recording. What was not asked then is as if it were not there. */
export function replayed({ answers }: Recording): Exchange {
  return async (url) => answers[url] ?? { status: 404, body: '' }
}
