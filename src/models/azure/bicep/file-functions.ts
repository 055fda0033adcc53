import { parseDocument } from 'yaml'

import type { JsonValue } from '../../../core/edit.ts'
import type { Source } from '../../../core/location.ts'
import { text } from '../../../core/text.ts'
import { parseJson } from '../../../syntax/arm/json.ts'
import { member } from '../functions/collections.ts'
import { Misuse, stringArgument, type Call, type FunctionTable } from '../functions/library.ts'
import { resolvePath, type Evaluation } from '../template/evaluation.ts'
import { literalValue } from '../value/from-json.ts'
import { fromPlain } from '../value/plain.ts'
import { scalar, unknown, type Value } from '../value/value.ts'

const messages = {
  noFile: text({ en: 'the file {path} was not found in the scanned tree', ja: 'ファイル {path} が走査対象のツリーにありません' }),
  notRead: text({ en: 'the file {path} cannot be read as {language}', ja: 'ファイル {path} を {language} として読めません' }),
}

/** The functions of the compiler that read files beside the template, and those of parameter files that read their surroundings. */
export function fileFunctions(evaluation: Evaluation, from: Source): FunctionTable {
  const contents = (args: readonly Value[], call: Call): Source => {
    const path = stringArgument(args, 0, call)
    const uri = resolvePath(from.uri, path)
    const source = uri === undefined ? undefined : evaluation.files.read(uri)
    if (source === undefined) throw new Misuse(messages.noFile, { path })
    call.spend(source.text.length >> 4)
    return source
  }
  const structured = (args: readonly Value[], call: Call, language: string, parse: (source: Source) => Value | undefined): Value => {
    const source = contents(args, call)
    const whole = parse(source)
    if (whole === undefined) throw new Misuse(messages.notRead, { path: source.uri, language })
    return args[1] === undefined ? whole : selected(whole, stringArgument(args, 1, call), call)
  }
  return {
    loadTextContent: (args, call) => scalar(call, contents(args, call).text.replace(/^\uFEFF/, '')),
    loadFileAsBase64: (args, call) => scalar(call, Buffer.from(contents(args, call).text, 'utf8').toString('base64')),
    loadJsonContent: (args, call) => structured(args, call, 'JSON', readJson),
    loadYamlContent: (args, call) => structured(args, call, 'YAML', readYaml),
    loadDirectoryFileInfo: (args, call) => unknown(call, 'file', stringArgument(args, 0, call)),
    readEnvironmentVariable: (args, call) => args[1] ?? unknown(call, 'parameter', `environment variable ${stringArgument(args, 0, call)}`),
    readCliArg: (args, call) => unknown(call, 'parameter', `command line argument ${stringArgument(args, 0, call)}`),
    externalInput: (args, call) => unknown(call, 'parameter', `external input ${stringArgument(args, 0, call)}`),
  }
}

/** Every value of it with its place. */
function readJson(source: Source): Value | undefined {
  const { root, problem } = parseJson(source.text)
  return root === undefined || problem !== undefined ? undefined : literalValue(source, root)
}

function readYaml(source: Source): Value | undefined {
  try {
    const plain = parseDocument(source.text.replace(/^\uFEFF/, '')).toJS({ maxAliasCount: 100 }) as JsonValue
    return fromPlain({ source, range: { start: 0, end: source.text.length } }, plain)
  } catch {
    return undefined
  }
}

/** The part of a document that a JSONPath of plain steps such as `$.a.b[0]` or `a.b` names. */
function selected(whole: Value, path: string, call: Call): Value {
  let value = whole
  for (const [, key, index] of path.replace(/^\$\.?/, '').matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    value = member(value, scalar(call, key ?? Number(index)), false, call)
  }
  return value
}
