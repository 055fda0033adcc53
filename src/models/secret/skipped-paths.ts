/**
 * Files in which secrets are neither written nor read: pictures, fonts, media, compiled code, and what package managers put
 * in place. They are left out on purpose, as everybody's tools do.
 */
const skippedFiles =
  /\.(?:png|jpe?g|gif|bmp|ico|webp|avif|tiff?|svgz|psd|woff2?|ttf|otf|eot|mp[34]|m4[av]|avi|mov|mkv|webm|ogg|wav|flac|pdf|exe|dll|so|dylib|a|o|obj|lib|class|pyc|pyo|wasm|node|bin|dat|pack|idx)$/i
const skippedFolders = /(?:^|\/)(?:\.git|node_modules|bower_components|\.venv|site-packages|\.yarn\/cache|\.terraform\/providers)\//

/** Whether a path is left out of the search for secrets. */
export function isSkippedPath(path: string): boolean {
  return skippedFiles.test(path) || skippedFolders.test(path)
}
