import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * In a checkout the project's own Node.js stands beside the bundle. Where the shell has another version, the program
 * runs on that one instead of refusing. Gives the exit code, or undefined where there is no such Node.js.
 */
export async function runOnPinnedNode(bundle: string, args: readonly string[]): Promise<number | undefined> {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', bundle))
  if (!existsSync(node)) return undefined
  const { spawnSync } = await import('node:child_process')
  const { status } = spawnSync(node, [fileURLToPath(bundle), ...args], { stdio: 'inherit' })
  return status ?? 70
}
