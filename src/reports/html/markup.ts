import { visible } from '../terminal/visible.ts'

/** Markup that is safe to put into a page as it is. Only `html` makes it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What a template can hold. Strings and numbers are escaped; nothing is printed for `undefined` and `false`. */
export type Content = Markup | string | number | undefined | false | readonly Content[]

/** Templates without the indentation that they have in the code. */
const dedented = new WeakMap<TemplateStringsArray, readonly string[]>()

/** Markup with everything escaped that is put into it: `html`<p>${message}</p>``. Attributes must stand in double quotes. */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let parts = dedented.get(template)
  if (parts === undefined) dedented.set(template, (parts = template.map(dedent)))
  let text = parts[0]!
  for (let index = 0; index < contents.length; index++) text += written(contents[index]) + parts[index + 1]!
  return new Markup(text)
}

function dedent(part: string): string {
  return part.replace(/\s*\n\s*(?=\/?>)/g, '').replace(/\s*\n\s*/g, '\n')
}

/** An element whose text is not markup, such as a script, exactly as it is given: a hash vouches for every byte of it. */
export function raw(element: 'style' | 'script', content: string): Markup {
  return new Markup(`<${element}>${content}</${element}>`)
}

function written(content: Content): string {
  if (typeof content === 'string') return escapeHtml(visible(content))
  if (content instanceof Markup) return content.text
  if (typeof content === 'number') return String(content)
  if (content === undefined || content === false) return ''
  let text = ''
  for (const part of content) text += written(part)
  return text
}

/** A line of source: like any text, but its tabs stay, because the page gives them their stops. */
export function source(line: string): Markup {
  if (!line.includes('\t')) return new Markup(escapeHtml(visible(line)))
  return new Markup(line.split('\t').map(visible).map(escapeHtml).join('\t'))
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => escapes[character]!) : text
}
