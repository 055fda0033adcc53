import type { GithubClient } from '../sources/github/client.ts'

/** GitHub refuses longer comments. */
const longest = 65_000

/**
 * Keeps one comment of Breakwater on a pull request: changes it when there is one, adds it otherwise. A mark that nobody
 * sees tells it from other comments. Gives the reason when GitHub does not take it, and undefined when it does.
 */
export async function stickComment(
  client: GithubClient,
  repository: string,
  pullRequest: number,
  category: string,
  markdown: string,
): Promise<string | undefined> {
  const mark = `<!-- breakwater: ${category.replace(/[^\w./-]/g, '-')} -->`
  const rest = markdown.length > longest ? `${markdown.slice(0, longest)}\n\n…` : markdown
  const body = `${mark}\n${rest}`
  const comments = await client.list(`/repos/${repository}/issues/${pullRequest}/comments`)
  if (comments.status !== 200) return `HTTP ${comments.status}`
  const known = (comments.body as readonly { id?: unknown; body?: unknown; user?: { type?: unknown } }[]).find(
    // Only a bot's comment is ours: others could plant the mark to have their words changed, or ours hidden.
    (comment) => comment.user?.type === 'Bot' && typeof comment.body === 'string' && comment.body.startsWith(mark),
  )
  const { status } =
    typeof known?.id === 'number'
      ? await client.send('PATCH', `/repos/${repository}/issues/comments/${known.id}`, { body })
      : await client.send('POST', `/repos/${repository}/issues/${pullRequest}/comments`, { body })
  return status === 200 || status === 201 ? undefined : `HTTP ${status}`
}
