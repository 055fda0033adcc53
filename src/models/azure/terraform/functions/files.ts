import { createHash } from 'node:crypto'

import type { Source } from '../../../../core/location.ts'
import { text } from '../../../../core/text.ts'
import { Misuse, tolerant, type Call, type FunctionTable, type TemplateFunction } from '../../functions/library.ts'
import { resolvePath, type TemplateFiles } from '../../template/evaluation.ts'
import { scalar, unknown, type Value } from '../../value/value.ts'
import { stringAt } from './arguments.ts'

const messages = {
  noFile: text({ en: 'the file {path} was not found in the scanned tree', ja: 'ファイル {path} が走査対象のツリーにありません' }),
}

/**
 * The functions that read files beside the configuration. Paths count from the folder of the root module, where Terraform is
 * run; nothing outside the scanned tree is read.
 */
export function fileFunctions(files: TemplateFiles, root: string): FunctionTable {
  const found = (path: string): Source | undefined => {
    const uri = resolvePath(root === '' ? 'main.tf' : `${root}/main.tf`, path)
    return uri === undefined ? undefined : files.read(uri)
  }
  const contents = (args: readonly Value[], call: Call): Source => {
    const path = stringAt(args, 0, call)
    const source = found(path)
    if (source === undefined) throw new Misuse(messages.noFile, { path })
    call.spend(source.text.length >> 4)
    return source
  }
  const digest =
    (algorithm: string, encoding: 'hex' | 'base64'): TemplateFunction =>
    (args, call) =>
      scalar(call, createHash(algorithm).update(contents(args, call).text).digest(encoding))
  const outside = (name: string): TemplateFunction => tolerant((_, call) => unknown(call, 'file', `${name}()`))
  return {
    file: (args, call) => scalar(call, contents(args, call).text),
    filebase64: (args, call) => scalar(call, Buffer.from(contents(args, call).text).toString('base64')),
    fileexists: (args, call) => {
      const path = stringAt(args, 0, call)
      // A file that was left out of the scan may be there all the same.
      return found(path) === undefined ? unknown(call, 'file', path) : scalar(call, true)
    },
    filemd5: digest('md5', 'hex'),
    filesha1: digest('sha1', 'hex'),
    filesha256: digest('sha256', 'hex'),
    filesha512: digest('sha512', 'hex'),
    filebase64sha256: digest('sha256', 'base64'),
    filebase64sha512: digest('sha512', 'base64'),
    fileset: outside('fileset'),
    abspath: outside('abspath'),
    pathexpand: outside('pathexpand'),
    basename: (args, call) => scalar(call, stringAt(args, 0, call).replace(/\/+$/, '').split('/').at(-1) ?? ''),
    dirname: (args, call) => {
      const path = stringAt(args, 0, call)
      const slash = path.lastIndexOf('/')
      return scalar(call, slash < 0 ? '.' : path.slice(0, Math.max(slash, 1)))
    },
  }
}
