import { z } from 'zod'

import { BreakwaterError } from '../../core/error.ts'

/** The answers of a service, by address. They hold no credentials. */
export const recordedAnswers = z.record(z.string(), z.object({ status: z.number(), body: z.string() }))

/**
 * What `--record` wrote.
 *
 * @throws {BreakwaterError} where the text is no recording of this kind
 */
export function parseRecording<Schema extends z.ZodType>(schema: Schema, path: string, written: string): z.infer<Schema> {
  let parsed: unknown
  try {
    parsed = JSON.parse(written)
  } catch (error) {
    throw new BreakwaterError('recording-invalid', { path }, { cause: error })
  }
  const result = schema.safeParse(parsed)
  if (!result.success) throw new BreakwaterError('recording-invalid', { path })
  return result.data
}
