import { text } from '../../core/text.ts'

export const messages = {
  notFound: text({
    en: 'the chart was not rendered, because Helm was not found: install it (https://helm.sh/docs/intro/install/), or name it in the environment variable HELM',
    ja: 'Helm が見つからないため、チャートをレンダリングできませんでした。インストールするか (https://helm.sh/docs/intro/install/)、環境変数 HELM で場所を指定してください',
  }),
  failed: text({ en: 'Helm could not render the chart: {error}', ja: 'Helm でチャートをレンダリングできませんでした: {error}' }),
  timeout: text({
    en: 'Helm did not finish the chart within {seconds} seconds',
    ja: 'Helm によるレンダリングが {seconds} 秒以内に終わりませんでした',
  }),
  tooLarge: text({
    en: 'the chart renders to more than {megabytes} MB',
    ja: 'チャートのレンダリング結果が {megabytes} MB を超えました',
  }),
  tooManyFiles: text({
    en: 'the chart was not rendered, because it holds more than 5,000 files or 64 MB',
    ja: 'ファイルが 5,000 個または 64 MB を超えるため、チャートをレンダリングしませんでした',
  }),
  unreadable: text({ en: 'the chart could not be read: {error}', ja: 'チャートを読み取れませんでした: {error}' }),
  missingDependency: text({
    en: 'the dependency {name} was not judged, because it is not in the folder charts: run "helm dependency build" first',
    ja: '依存チャート {name} が charts フォルダーにないため、検査できませんでした。先に "helm dependency build" を実行してください',
  }),
  missingValues: text({ en: 'the values file {file} was not found', ja: '値ファイル {file} が見つかりません' }),
}
