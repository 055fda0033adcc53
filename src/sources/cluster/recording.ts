import { z } from 'zod'

import { isObject, listAt, objectAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { inOrder, type Answer, type Exchange } from '../network/exchange.ts'
import { parseRecording, recordedAnswers } from '../network/recording.ts'
import { stripped } from './stripped-object.ts'

/** All that a cluster was asked and said, so that it can be judged again without it. It holds no credentials and no Secret's values. */
const recordingSchema = z.object({ cluster: z.string(), namespace: z.string().optional(), answers: recordedAnswers })
export type ClusterRecording = z.infer<typeof recordingSchema>

/** A recording as `--record` writes it: the same answers give the same bytes. */
export function writeClusterRecording(recording: Omit<ClusterRecording, 'answers'>, answers: ReadonlyMap<string, Answer>): string {
  return `${JSON.stringify({ ...recording, answers: inOrder(answers) }, undefined, 2)}\n`
}

/** @throws {BreakwaterError} where the text is no recording of a cluster */
export function readClusterRecording(path: string, written: string): ClusterRecording {
  return parseRecording(recordingSchema, path, written)
}

/** Passes requests on and takes out of the answers what must not be kept, before anybody else sees them. */
export function withoutSecrets(exchange: Exchange): Exchange {
  return async (path, accept) => {
    const { status, body } = await exchange(path, accept)
    if (status !== 200) return { status, body }
    let value: unknown
    try {
      value = JSON.parse(body)
    } catch {
      return { status, body }
    }
    return { status, body: JSON.stringify(isObject(value) ? strippedList(value) : value) }
  }
}

function strippedList(list: JsonObject): JsonObject {
  if (Array.isArray(list['items'])) {
    const kind = String(list['kind']).replace(/List$/, '')
    return { ...list, items: list['items'].map((item: unknown) => (isObject(item) ? strippedItem(item, kind) : item)) }
  }
  if (list['kind'] !== 'Table') return isObject(list['metadata']) ? stripped(list) : list
  return {
    ...list,
    rows: listAt(list, ['rows']).map((row) => {
      const object = objectAt(row, ['object'])
      return isObject(row) && object !== undefined ? { ...row, object: stripped(object) } : row
    }),
  }
}

function strippedItem(item: JsonObject, kind: string): JsonObject {
  if (!isObject(item['metadata'])) return item
  if (typeof item['kind'] === 'string') return stripped(item)
  const { kind: _, ...rest } = stripped({ ...item, kind })
  return rest
}
