import type { PathEdit } from '../../core/edit.ts'
import type { Place } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import type { ImageChain } from '../image/image-chain.ts'
import type { Package } from './package.ts'
import type { Vulnerability } from './vulnerability.ts'

/** A change of a text that moves a package to another version. */
export interface Update {
  readonly version: string
  readonly edits: readonly PathEdit[]
  /** The document that is changed, where it is another than that of the list: the manifest beside the lock file. */
  readonly manifest?: Document | undefined
  /** What completes the step, because only the package manager knows the rest: a command. */
  readonly then?: string | undefined
}

/** A vulnerability at the place that brought it: an instruction, or an entry of a lock file. */
export interface PlacedVulnerability {
  readonly vulnerability: Vulnerability
  readonly place: Place
  /** The instruction that made the layer, for images. */
  readonly instruction?: string | undefined
  /** The step to the lowest version that is rid of all that can be mended, where changing the text alone takes it. */
  readonly update?: Update | undefined
  /** For images: where it comes from, who runs it, and what removes it. */
  readonly chain?: ImageChain | undefined
}

export interface PackageListParts {
  readonly kind: 'image' | 'lock file' | 'workflow' | 'bill of materials' | 'root file system'
  readonly name: string
  readonly document: Document
  readonly packages: readonly Package[]
  readonly placeOf: (found: Package) => Place
  /** Undefined where no advisories are at hand: nothing is known then, neither good nor bad. */
  readonly vulnerabilities: readonly PlacedVulnerability[] | undefined
}

/** Something with packages in it: an image, a lock file, a bill of materials, a root file system. */
export class PackageList implements Subject {
  readonly ref: ResourceRef
  readonly document: Document
  readonly packages: readonly Package[]
  readonly vulnerabilities: readonly PlacedVulnerability[] | undefined
  readonly #placeOf: (found: Package) => Place

  constructor({ kind, name, document, packages, placeOf, vulnerabilities }: PackageListParts) {
    this.ref = { type: kind, name }
    this.document = document
    this.packages = packages
    this.vulnerabilities = vulnerabilities
    this.#placeOf = placeOf
  }

  /** Where one of its packages is written. */
  placeOf(found: Package): Place {
    return this.#placeOf(found)
  }
}

/** What a project says that it is built from: lock files and bills of materials. */
export const dependencyList: SubjectKind<PackageList> = defineSubject('dependency-list')

/** What is installed: images and root file systems. */
export const installedPackages: SubjectKind<PackageList> = defineSubject('installed-packages')
