import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { celText, celTexts } from './cel-text.ts'
import { stringMapAt } from './json.ts'
import { objectsOfKind, type KubernetesObject } from './object.ts'

export type AzureDriver = 'disk' | 'file' | 'blob'

const drivers: Readonly<Record<string, AzureDriver>> = {
  'disk.csi.azure.com': 'disk',
  'file.csi.azure.com': 'file',
  'blob.csi.azure.com': 'blob',
}

/** A StorageClass of one of Azure's CSI drivers: what the disks and accounts are like that it makes. */
export class AzureStorageClass implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly driver: AzureDriver
  /** By name in lower case, as the drivers read them. */
  readonly #parameters: ReadonlyMap<string, { readonly key: string; readonly value: string }>

  constructor(object: KubernetesObject, driver: AzureDriver) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.driver = driver
    this.#parameters = new Map(
      Object.entries(stringMapAt(object.value, ['parameters'])).map(([key, value]) => [key.toLowerCase(), { key, value }]),
    )
  }

  /** The value of a parameter in lower case, since the drivers compare without regard to it; undefined where it is not set. */
  get(name: string): string | undefined {
    return this.#parameters.get(name.toLowerCase())?.value.toLowerCase()
  }

  /** Where a parameter is, or would be, written. */
  at(name: string): Path {
    return ['parameters', this.#parameters.get(name.toLowerCase())?.key ?? name]
  }

  /** Whether volumes are mounted by NFS. */
  get isNfs(): boolean {
    return this.get('protocol') === 'nfs'
  }

  /** Whether the driver makes a storage account where none of its own fits: nobody has named one that exists. */
  get makesAccount(): boolean {
    return this.driver !== 'disk' && this.get('storageAccount') === undefined
  }
}

/** `AzureStorageClass.driver` in CEL: whether it is one of these. */
export function isDriverInCel(...wanted: readonly AzureDriver[]): string {
  return `object.provisioner in ${celTexts(wanted.map((driver) => `${driver}.csi.azure.com`))}`
}

/** `AzureStorageClass.get` in CEL: a list with the value, empty where the parameter is not set. */
export function parameterInCel(name: string): string {
  return `object.?parameters.orValue({}).filter(name, name.lowerAscii() == ${celText(name.toLowerCase())}).map(name, object.parameters[name].lowerAscii())`
}

/** `AzureStorageClass.isNfs` in CEL. */
export const isNfsInCel = `('nfs' in ${parameterInCel('protocol')})`

/** `AzureStorageClass.makesAccount` in CEL. */
export const makesAccountInCel = `${isDriverInCel('file', 'blob')} && size(${parameterInCel('storageAccount')}) == 0`

export const azureStorageClass: SubjectKind<AzureStorageClass> = deriveSubject('azure-storage-class', (subjectsOf) =>
  subjectsOf(objectsOfKind('storage.k8s.io/StorageClass')).flatMap((object) => {
    const driver = drivers[String(object.get('provisioner'))]
    return driver === undefined ? [] : [new AzureStorageClass(object, driver)]
  }),
)
