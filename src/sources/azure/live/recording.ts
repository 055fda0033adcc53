import { z } from 'zod'

import { inOrder, type Answer } from '../../network/exchange.ts'
import { parseRecording, recordedAnswers } from '../../network/recording.ts'

/** All that a live run was told, so that it can be repeated without the network. It holds no token. */
const recordingSchema = z.object({ subscription: z.string(), endpoint: z.string(), answers: recordedAnswers })
export type Recording = z.infer<typeof recordingSchema>

/** The recording as it is written to a file. */
export function writeRecording(subscription: string, endpoint: string, answers: ReadonlyMap<string, Answer>): string {
  return `${JSON.stringify({ subscription, endpoint, answers: inOrder(answers) }, undefined, 2)}\n`
}

/** @throws {BreakwaterError} where the text is no recording */
export function readRecording(path: string, written: string): Recording {
  return parseRecording(recordingSchema, path, written)
}
