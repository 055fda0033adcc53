/** A file of an example image: its content, or what else there is to say of it. */
export type ExampleFile = string | { readonly content?: string; readonly mode?: number; readonly removed?: true }

/** A small image, lowest layer first, as examples of checks of built images write it down. */
export interface ExampleImage {
  readonly user?: string
  readonly env?: readonly string[]
  readonly created?: string
  readonly layers?: readonly { readonly createdBy: string; readonly files: Readonly<Record<string, ExampleFile>> }[]
}

/** The image as the further file of an example whose source is the Dockerfile that it was built from. */
export function exampleImage(image: ExampleImage): Readonly<Record<string, string>> {
  return { 'image.json': JSON.stringify(image, undefined, 2) }
}

/** A release file of a distribution, for the lowest layer. */
export function debianRelease(version: string): string {
  return `PRETTY_NAME="Debian GNU/Linux ${version}"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nID=debian\n`
}
