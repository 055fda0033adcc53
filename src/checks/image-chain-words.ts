import type { ReportOptions } from '../core/check.ts'
import type { JsonValue } from '../core/edit.ts'
import { formatPath, positionAt, type Place } from '../core/location.ts'
import type { ResourceRef } from '../core/subject.ts'
import { message, text, type Message } from '../core/text.ts'
import type { PlacedVulnerability } from '../models/dependency/package-list.ts'
import type { ImageChain, RemovalStep } from '../models/image/image-chain.ts'

const words = {
  bump: text({
    en: 'smallest step: {package} {version} here, then build again',
    ja: '最小の手順: ここで {package} を {version} に上げ、ビルドし直す',
  }),
  base: text({ en: 'smallest step: build on {image}', ja: '最小の手順: ベースイメージを {image} に替え、ビルドし直す' }),
  otherBase: text({
    en: 'smallest step: a base image with {package} {version}; none is known yet',
    ja: '最小の手順: {package} が {version} のベースイメージに替える（該当するものはまだ見つかっていません）',
  }),
  moved: text({
    en: 'smallest step: build again; the base image is free of it by now',
    ja: '最小の手順: ビルドし直す（ベースイメージの側ではすでに解消されています）',
  }),
  installs: text({
    en: 'smallest step: build again without the cache; this line then installs {package} {version}',
    ja: '最小の手順: キャッシュを使わずにビルドし直す（この行で {package} {version} が入ります）',
  }),
  none: text({ en: 'nothing removes it yet', ja: '解消する方法はまだありません' }),
  owned: text({ en: '{step} (owner: {owner})', ja: '{step}（責任者: {owner}）' }),
  user: text({ en: '{user} runs this image', ja: '{user} がこのイメージを動かしています' }),
}

type Related = NonNullable<ReportOptions['related']>

/** What removes a vulnerability from an image, and who runs the image. */
export function chainPlaces({ vulnerability, chain, place }: PlacedVulnerability): Related {
  if (chain === undefined) return []
  const { step, owner, users } = chain
  const removal = stepWords(step, vulnerability.package.name, vulnerability.fixed ?? '')
  return [
    // Where nothing is known to change, the line of the finding is not shown once more.
    {
      at: placeOfStep(step) ?? { source: { uri: place.source.uri, text: '' }, range: { start: 0, end: 0 }, path: [] },
      note: owned(removal, owner),
    },
    ...users.map(({ place: at, resource }) => ({ at, note: message(words.user, { user: nameOf(resource) }) })),
  ]
}

function placeOfStep(step: RemovalStep): Place | undefined {
  return step.kind === 'none' ? undefined : step.place
}

function owned(step: Message, owner: string | undefined): Message {
  return owner === undefined ? step : message(words.owned, { step, owner })
}

function stepWords(step: RemovalStep, found: string, fixed: string): Message {
  if (step.kind === 'none') return message(words.none, {})
  if (step.kind === 'bump') return message(words.bump, { package: found, version: step.version })
  if (step.kind === 'rebuild')
    return step.because === 'base-moved' ? message(words.moved, {}) : message(words.installs, { package: found, version: fixed })
  return step.to === undefined ? message(words.otherBase, { package: found, version: fixed }) : message(words.base, { image: step.to })
}

function nameOf(resource: ResourceRef): string {
  if (!('kind' in resource)) return resource.name
  return [resource.namespace, resource.kind, resource.name].filter((part) => part !== undefined && part !== '').join('/')
}

/** The chain as programs read it. */
export function chainToJson({ image, digest, origin, base, dockerfile, owner, users, step }: ImageChain): JsonValue {
  return {
    image,
    digest: digest ?? null,
    origin: origin ?? null,
    base: base === undefined ? null : { name: base.name, digest: base.digest ?? null },
    dockerfile: dockerfile ?? null,
    owner: owner ?? null,
    users: users.map(({ resource, place }) => ({ resource: { ...resource } as JsonValue, ...placeToJson(place) })),
    step: stepToJson(step),
  }
}

function stepToJson(step: RemovalStep): JsonValue {
  if (step.kind === 'none') return { kind: 'none' }
  const { place, ...facts } = step
  const to = 'to' in facts ? { ...facts, to: facts.to ?? null } : facts
  return { ...to, location: place === undefined ? null : placeToJson(place) }
}

function placeToJson({ source, range, path }: Place): { readonly uri: string; readonly line: number; readonly path: string } {
  return { uri: source.uri, line: positionAt(source, range.start).line, path: formatPath(path) }
}
