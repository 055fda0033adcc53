import { resolve } from 'node:path'

import { text } from '../../core/text.ts'
import { findToken } from '../../sources/azure/live/token.ts'
import { archiveCache } from '../../sources/registry/archive-cache.ts'
import type { ClientOptions } from '../../sources/registry/client.ts'
import { entraCredentials } from '../../sources/registry/credentials.ts'
import { layoutStore, registryStore, storesInTurn } from '../../sources/registry/image-store.ts'
import { layerCache } from '../../sources/registry/layer-cache.ts'
import { predicateNames } from '../../supply-chain/attestation/statement.ts'
import type { Flag, FlagValues, Invocation } from '../command.ts'
import type { ReadTargetOptions } from './read-target.ts'

/** The flags of `image` besides those of every report. */
export const imageFlags: readonly Flag[] = [
  {
    name: '--exploitation',
    value: 'FILE',
    repeatable: true,
    group: 'input',
    meaning: text({
      en: 'EPSS list or catalogue of known exploited vulnerabilities',
      ja: 'EPSS の一覧、または悪用が確認された脆弱性のカタログ',
    }),
  },
  {
    name: '--manifests',
    value: 'PATH',
    repeatable: true,
    group: 'input',
    meaning: text({
      en: 'scan the images that these manifests, charts and Kustomizations run; may be repeated',
      ja: 'マニフェスト・チャート・Kustomization が動かすイメージを検査する（繰り返し可）',
    }),
  },
  {
    name: '--layout',
    value: 'PATH',
    repeatable: true,
    group: 'input',
    meaning: text({
      en: 'OCI layout that holds images by name; looked into before registries; may be repeated',
      ja: '名前付きのイメージを収めた OCI レイアウト。レジストリより先に参照する（繰り返し可）',
    }),
  },
  {
    name: '--no-bases',
    group: 'input',
    meaning: text({ en: 'do not look for newer base images', ja: '新しいベースイメージを探さない' }),
  },
  {
    name: '--dockerfile',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'the Dockerfile that the image was built from: findings point into it',
      ja: 'イメージのもとになった Dockerfile（指摘がその行を指す）',
    }),
  },
  {
    name: '--platform',
    value: 'OS/ARCH',
    default: 'linux/amd64',
    group: 'input',
    meaning: text({ en: 'which image of an index', ja: '複数プラットフォームのうち対象とするもの' }),
  },
  {
    name: '--plain-http',
    group: 'input',
    meaning: text({ en: 'speak to the registry without TLS', ja: 'レジストリに TLS なしで接続する' }),
  },
  { name: '--no-cache', group: 'input', meaning: text({ en: 'read layers again that are known', ja: '既知のレイヤーも読み直す' }) },
  { name: '--ignore-unfixed', group: 'checks', meaning: text({ en: 'leave out what has no fix yet', ja: '修正のまだないものを除く' }) },
  {
    name: '--sbom-format',
    value: 'FORMAT',
    choices: ['cyclonedx', 'spdx'],
    default: 'cyclonedx',
    group: 'output',
    meaning: text({ en: 'form of the bill of materials', ja: '部品表の形式' }),
  },
  {
    name: '--trust-policy',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'trust policy of the Notary Project (trustpolicy.json)', ja: 'Notary Project の信頼ポリシー（trustpolicy.json）' }),
  },
  {
    name: '--trust-store',
    value: 'DIR',
    group: 'input',
    meaning: text({ en: 'folder that holds x509/<type>/<name>/', ja: 'x509/<type>/<name>/ のあるフォルダー' }),
  },
  {
    name: '--cosign-key',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'public key whose cosign signatures are trusted, in PEM', ja: 'cosign の署名を信頼する公開鍵（PEM）' }),
  },
  {
    name: '--identity',
    value: 'NAME',
    group: 'input',
    meaning: text({
      en: 'who may have signed with cosign without a key; needs --issuer',
      ja: '鍵なしの cosign 署名を信頼する相手（--issuer と併用）',
    }),
  },
  {
    name: '--issuer',
    value: 'URL',
    group: 'input',
    meaning: text({ en: 'issuer of that identity', ja: 'その ID の発行者' }),
  },
  {
    name: '--trusted-root',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'trusted root of the sigstore instance (trusted_root.json)', ja: 'sigstore の信頼の起点（trusted_root.json）' }),
  },
  {
    name: '--key',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'private key to sign with, in PEM, or the address of a key in Azure Key Vault',
      ja: '署名に使う秘密鍵（PEM）、または Azure Key Vault の鍵のアドレス',
    }),
  },
  {
    name: '--self-signed',
    group: 'input',
    meaning: text({
      en: 'let a certificate of Azure Key Vault sign itself',
      ja: 'Azure Key Vault の自己署名証明書を認める',
    }),
  },
  {
    name: '--entra',
    group: 'input',
    meaning: text({
      en: 'sign in to Azure Container Registry with a token of Microsoft Entra ID',
      ja: 'Microsoft Entra ID のトークンで Azure Container Registry にサインインする',
    }),
  },
  {
    name: '--type',
    value: 'TYPE',
    choices: predicateNames,
    group: 'input',
    meaning: text({
      en: 'with `attest` and `verify`: what the attestation says',
      ja: '`attest`・`verify` と併用: 表明の種類',
    }),
  },
  {
    name: '--predicate',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'with `attest`: the document; made from the image when left out',
      ja: '`attest` と併用: 添付する文書（省略するとイメージから作成）',
    }),
  },
  {
    name: '--attached-sbom',
    group: 'input',
    meaning: text({
      en: 'judge the bill of materials that is attached to the image, without pulling it',
      ja: 'イメージを取得せず、添付された部品表を判定する',
    }),
  },
  {
    name: '--certificates',
    value: 'FILE',
    group: 'input',
    meaning: text({ en: 'certificates of the key, its own first, in PEM', ja: '鍵の証明書チェーン（先頭が鍵自身のもの、PEM）' }),
  },
  {
    name: '--run',
    group: 'output',
    meaning: text({
      en: 'with `rebuild`: send the requests, not only show them',
      ja: '`rebuild` と併用: 要求を表示するだけでなく送信する',
    }),
  },
  {
    name: '--always',
    group: 'output',
    meaning: text({
      en: 'with `rebuild`: also images that a rebuild would not change',
      ja: '`rebuild` と併用: 再ビルドで変わらないイメージも対象にする',
    }),
  },
  {
    name: '--token-file',
    value: 'FILE',
    group: 'input',
    meaning: text({
      en: 'a token for Azure (default: AZURE_ACCESS_TOKEN, else the Azure CLI)',
      ja: 'Azure のトークン（既定: AZURE_ACCESS_TOKEN、なければ Azure CLI）',
    }),
  },
  {
    name: '--envelope',
    value: 'FORMAT',
    choices: ['jws', 'cose', 'sigstore'],
    default: 'jws',
    group: 'output',
    meaning: text({
      en: 'form of the signature: the two of the Notary Project, or the one of cosign',
      ja: '署名の形式。Notary Project の 2 種と cosign の形式',
    }),
  },
]

export function flagText(flags: FlagValues, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

export function flagList(flags: FlagValues, name: string): readonly string[] {
  const value = flags[name]
  return value === undefined || typeof value === 'boolean' ? [] : typeof value === 'string' ? [value] : value
}

export function targetOptions({ flags, io }: Invocation): ReadTargetOptions {
  const layouts = flagList(flags, 'layout').map((path) => layoutStore(resolve(io.cwd, path)))
  const offline = flags['offline'] === true
  return {
    cwd: io.cwd,
    platform: flagText(flags, 'platform') ?? 'linux/amd64',
    ...(flags['cache'] === false ? { cache: undefined } : { cache: layerCache(), archives: archiveCache() }),
    store: storesInTurn([...layouts, ...(offline ? [] : [registryStore(registryOptions({ flags, io }))])]),
    isOffline: offline,
    dockerfileOf: () => undefined,
  }
}

/** How registries are spoken to: with the credentials of Docker's configuration, or of Microsoft Entra ID. */
export function registryOptions({ flags, io }: Pick<Invocation, 'flags' | 'io'>): ClientOptions {
  const plain = { plainHttp: flags['plainHttp'] === true }
  if (flags['entra'] !== true) return plain
  const file = flagText(flags, 'tokenFile')
  const token = (): Promise<string> =>
    findToken(file === undefined ? undefined : resolve(io.cwd, file), 'https://management.azure.com', io.env, io.cwd)
  return { ...plain, credentials: entraCredentials(token) }
}
