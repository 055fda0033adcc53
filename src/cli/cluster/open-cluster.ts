import { BreakwaterError } from '../../core/error.ts'
import { render, text } from '../../core/text.ts'
import { ClusterClient } from '../../sources/cluster/cluster-client.ts'
import { connect, type Follow } from '../../sources/cluster/connection.ts'
import { findAccess } from '../../sources/cluster/find-access.ts'
import { readClusterRecording, withoutSecrets, writeClusterRecording } from '../../sources/cluster/recording.ts'
import { recorded, replayed, type Answer } from '../../sources/network/exchange.ts'
import type { Invocation } from '../command.ts'
import { readRecordingFile, writeRecordingFile } from '../output/recording-file.ts'

/** A cluster, or a recording of one, that can be asked. */
export interface OpenCluster {
  readonly client: ClusterClient
  /** Missing in a recording: nothing goes on there. */
  readonly follow?: Follow
  /** What people call it: the context of the kubeconfig. */
  readonly name: string
  /** The namespace of the context. */
  readonly namespace: string | undefined
}

const insecure = text({
  en: 'the certificate of {host} is not checked (insecure-skip-tls-verify): somebody on the way could answer in its place, and read the credentials',
  ja: '{host} の証明書を検証していません（insecure-skip-tls-verify）。途中の第三者がなりすまして応答し、資格情報を読み取るおそれがあります',
})

/**
 * Works with the cluster that the command line names, and writes the recording that it asks for.
 *
 * @throws {BreakwaterError} where there is none, or the network must not be used
 */
export async function withCluster<Result>(
  { flags, locale, io, targets }: Invocation,
  work: (cluster: OpenCluster) => Promise<Result>,
): Promise<Result> {
  const replay = textFlag(flags['replay'])
  if (replay !== undefined) {
    const { cluster: name, namespace, answers } = readClusterRecording(replay, readRecordingFile(io.cwd, replay))
    return work({ client: new ClusterClient(name, replayed(answers)), name, namespace })
  }
  if (flags['offline'] === true) throw new BreakwaterError('network-needed', { command: ['cluster', ...targets].join(' ') })
  const access = findAccess({ kubeconfig: textFlag(flags['kubeconfig']), context: textFlag(flags['context']), cwd: io.cwd, env: io.env })
  const { name, namespace, server } = access
  if (access.insecure) io.stderr.write(`${render({ text: insecure, args: { host: server.host } }, locale)}\n`)
  const connection = connect(access, { env: io.env })
  try {
    const record = textFlag(flags['record'])
    if (record === undefined)
      return await work({ client: new ClusterClient(server.host, connection.exchange), follow: connection.follow, name, namespace })
    const answers = new Map<string, Answer>()
    const client = new ClusterClient(server.host, recorded(withoutSecrets(connection.exchange), answers))
    const result = await work({ client, name, namespace })
    const recording = writeClusterRecording({ cluster: name, ...(namespace === undefined ? {} : { namespace }) }, answers)
    writeRecordingFile(io.cwd, record, recording)
    return result
  } finally {
    connection.close()
  }
}

function textFlag(value: Invocation['flags'][string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
