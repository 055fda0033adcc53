import type { Place } from '../../core/location.ts'
import type { ResourceRef } from '../../core/subject.ts'

/** The image that another one was built on. */
export interface BaseImage {
  /** As the Dockerfile or the label names it, without a digest. */
  readonly name: string
  /** What the name stood for when the image was built, where that is known. */
  readonly digest: string | undefined
  /** Where FROM names it; undefined where no Dockerfile is known. */
  readonly place: Place | undefined
}

/** An object that runs the image, at the field that names it. */
export interface ImageUser {
  readonly resource: ResourceRef
  readonly place: Place
}

/** The smallest step that rids an image of a vulnerability, at the text that it changes, where one is known. */
export type RemovalStep =
  /** A package of a lock file, a requirement or a pinned line moves to another version. */
  | { readonly kind: 'bump'; readonly version: string; readonly place: Place | undefined }
  /** FROM moves to another tag or digest; `to` is undefined where no base is known that is free of it. */
  | { readonly kind: 'base'; readonly to: string | undefined; readonly place: Place | undefined }
  /** The same lines give another result today: the base has moved, or the line installs what is newest. */
  | { readonly kind: 'rebuild'; readonly because: 'base-moved' | 'line-installs'; readonly place: Place | undefined }
  /** Nobody has a version without it. */
  | { readonly kind: 'none' }

/** The way from a vulnerability in an image to who answers for it, who runs it, and what removes it. */
export interface ImageChain {
  readonly image: string
  readonly digest: string | undefined
  /** Whether the layer is of the base image or of the image's own lines; undefined where that is not known. */
  readonly origin: 'base' | 'own' | undefined
  readonly base: BaseImage | undefined
  /** `uri` of the Dockerfile. */
  readonly dockerfile: string | undefined
  readonly owner: string | undefined
  readonly users: readonly ImageUser[]
  readonly step: RemovalStep
}
